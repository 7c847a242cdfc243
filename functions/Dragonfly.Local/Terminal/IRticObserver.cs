using Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Terminal;

/// <summary>Sees what the RTIC sees. It is called on the path of the push, so it must return at once and must not throw.</summary>
public interface IRticObserver
{
    /// <summary>A view reached the RTIC. Views of one incident may come in any order; the greater version is the newer.</summary>
    void Pushed(IncidentView view, DateTimeOffset at);
}
