System.Console.WriteLine("Hello!");
