global using Parley.Tests.Harness;
global using Xunit;
global using static Parley.GeneratorState;
global using static Parley.Tests.Harness.AsyncVocabulary;
global using static Parley.Tests.Harness.Expect;
global using static Parley.Tests.Harness.Subject;
