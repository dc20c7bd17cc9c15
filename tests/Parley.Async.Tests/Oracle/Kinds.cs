// The kinds of generators in the programs: here they are asynchronous ones.
global using Plain = Parley.AsyncGenerator<int>;
global using Returning = Parley.AsyncGenerator<int, int?, int?>;
global using ReturningBody = Parley.AsyncGeneratorBody<int?>;
global using Sending = Parley.AsyncGenerator<int, int?>;
