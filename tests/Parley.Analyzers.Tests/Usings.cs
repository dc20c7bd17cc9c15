global using Parley.Analyzers.Rules;
global using Parley.CodeFixes;
global using Parley.Durable.Analyzers;
global using Parley.Durable.Analyzers.Rules;
global using Parley.Durable.CodeFixes;
global using Xunit;
