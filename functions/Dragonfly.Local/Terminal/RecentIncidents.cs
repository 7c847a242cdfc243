using Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Terminal;

/// <summary>The last view of each incident, as many as fit: the one untouched for longest is forgotten first.</summary>
internal sealed class RecentIncidents(int capacity)
{
    private readonly LinkedList<IncidentView> _order = new();
    private readonly Dictionary<IncidentId, LinkedListNode<IncidentView>> _views = [];

    /// <summary>How many are known.</summary>
    public int Count => _views.Count;

    /// <summary>Keeps a view unless a newer one is known.</summary>
    /// <param name="view">The view.</param>
    /// <param name="before">What was known before.</param>
    /// <returns>Whether the view is news.</returns>
    public bool TryAdvance(IncidentView view, out IncidentView? before)
    {
        before = null;
        if (_views.TryGetValue(view.IncidentId, out var node))
        {
            before = node.Value;
            if (before.Version >= view.Version) return false;
            _order.Remove(node);
        }

        _views[view.IncidentId] = _order.AddLast(view);
        if (_views.Count > capacity)
        {
            _views.Remove(_order.First!.Value.IncidentId);
            _order.RemoveFirst();
        }

        return true;
    }
}
