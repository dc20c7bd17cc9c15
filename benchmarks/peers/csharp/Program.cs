using System.Globalization;
using Parley.Peers;

// peers SUBJECT [ITEM...]: prints one line per item, "item<TAB>number". Without items: all that the subject has.
var subjects = new Dictionary<string, Dictionary<string, Func<IEnumerable<Figure>>>>
{
    ["parley"] = new(ParleyWork.Items.Concat(AsyncWork.OfParley)),
    ["native"] = new(NativeWork.Items.Concat(AsyncWork.OfNative)),
    ["hand"] = HandWork.Items,
    ["floor"] = FloorWork.Items,
};

if (args is not [var name, .. var items] || !subjects.TryGetValue(name, out var subject))
{
    Console.Error.WriteLine($"usage: peers {string.Join('|', subjects.Keys)} [item...]");
    return 2;
}

foreach (string item in items.Length > 0 ? items : [.. subject.Keys])
{
    foreach (Figure figure in subject[item]())
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Item}\t{figure.Value:0.####}"));
    }
}

return 0;
