// The three kinds of generators that the programs are made of, and the body of one. Beside another such file, the rest
// of this folder and the model's run on asynchronous generators.
global using Plain = Parley.Generator<int>;
global using Returning = Parley.Generator<int, int?, int?>;
global using ReturningBody = Parley.GeneratorBody<int?>;
global using Sending = Parley.Generator<int, int?>;
