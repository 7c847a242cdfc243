using Xunit.Abstractions;
using Xunit.Sdk;

namespace Dragonfly.Conformance;

/// <summary>A rule of a suite whose adapter may need what is not there: it is skipped where the deriving class's <see cref="NeedsAttribute"/> says so.</summary>
[XunitTestCaseDiscoverer("Dragonfly.Conformance.StoreFactDiscoverer", "Dragonfly.Conformance")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>What a class of tests needs.</summary>
/// <param name="tool">A type with a static property <c>WhyNot</c>: why it is not to be had here; null where it is.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Type tool) : Attribute
{
    /// <summary>Why it is not to be had here.</summary>
    public string? WhyNot => (string?)tool.GetProperty("WhyNot")!.GetValue(null);
}

/// <summary>Finds the cases of <see cref="StoreFactAttribute"/>.</summary>
public sealed class StoreFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    /// <inheritdoc/>
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var needs = testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAttribute)).Select(attribute => ((ReflectionAttributeInfo)attribute).Attribute).OfType<NeedsAttribute>();
        return needs.Select(need => need.WhyNot).FirstOrDefault(why => why is not null) is { } reason
            ? new XunitSkippedDataRowTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, reason)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
    }
}
