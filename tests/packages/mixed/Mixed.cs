public class Mixed { }
