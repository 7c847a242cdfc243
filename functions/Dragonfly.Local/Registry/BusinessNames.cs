namespace Dragonfly.Local.Registry;

/// <summary>Names of businesses that do not exist: the first word of each is coined.</summary>
internal static class BusinessNames
{
    private static readonly string[] Coined =
    [
        "Arbelwick", "Brindlemoor", "Caskerly", "Dunvarrow", "Elmstrand", "Fennaby", "Gorsewyn", "Harkenfold", "Ivenstone", "Jorvale",
        "Kestwick", "Lanternel", "Mossgarrow", "Nettlebrae", "Oakenshire", "Pellworth", "Quillmere", "Rookhallow", "Saltmarrow", "Tamberley",
        "Umberfield", "Vexley", "Wrenholt", "Yarrowby", "Zephyrine", "Birchamble", "Copperlinn", "Dovermoss", "Emberlyn", "Foxglenn",
    ];

    private static readonly string[] Trades =
    [
        "Coffee", "Hardware", "Books", "Diner", "Bakery", "Pharmacy", "Dry Cleaning", "Bicycles", "Grocery", "Auto Repair", "Florist", "Barbershop",
        "Music Store", "Credit Union", "Hotel", "Parking", "Brewing", "Dental", "Veterinary Clinic", "Tire & Brake", "Office Suites", "Laundromat",
        "Theater", "Self Storage", "Fitness", "Print Shop",
    ];

    /// <summary>So many different names, in an order that the seed decides.</summary>
    public static IReadOnlyList<string> Make(int count, SeededRandom random)
    {
        var pairs = Coined.Length * Trades.Length;
        var order = Enumerable.Range(0, pairs).ToArray();
        for (var i = pairs - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return [.. Enumerable.Range(0, count).Select(Name)];

        string Name(int i)
        {
            var pair = order[i % pairs];
            var name = $"{Coined[pair / Trades.Length]} {Trades[pair % Trades.Length]}";
            return i < pairs ? name : $"{name} No. {(i / pairs) + 1}";
        }
    }
}
