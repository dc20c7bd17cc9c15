using System.Collections.Generic;

namespace Shapes
{
    public readonly struct Square
    {
        public Square(double side) => Side = side;

        public double Side { get; }
        public double Area => Side * Side;

        public static IEnumerable<Square> Some(int count)
        {
            for (int i = 1; i <= count; i++) yield return new Square(i);
        }
    }
}
