global using Parley.Weaver.Tests.Checking;
global using Parley.Weaver.Tests.Harness;
global using Xunit;
