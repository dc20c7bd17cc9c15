global using Parley.Analyzers.Rules;
global using Parley.CodeFixes;
global using Xunit;
