using System.Collections.Immutable;

namespace Intake.Triage;

/// <summary>A phrase as the playbook writes it, understood: what must stand in a message, one after the other.</summary>
internal abstract record Phrase
{
    private Phrase()
    {
    }

    /// <summary>A word in any of its spellings, or whatever begins with one.</summary>
    public sealed record Word(ImmutableArray<string> Spellings, bool Prefix) : Phrase;

    /// <summary>A named group of words.</summary>
    public sealed record Group(string Name) : Phrase;

    public sealed record InOrder(ImmutableArray<Phrase> Parts) : Phrase;

    public sealed record Either(ImmutableArray<Phrase> Ways) : Phrase;

    public sealed record Maybe(Phrase Part) : Phrase;

    /// <summary>A phrase that counts when another stands anywhere in the message.</summary>
    public sealed record Also(Phrase Part, Phrase Elsewhere) : Phrase;

    /// <summary>At most so many words of any kind.</summary>
    public sealed record Gap(int Words) : Phrase;
}

/// <summary>Why a phrase cannot be understood, and what to write instead.</summary>
internal sealed record PhraseProblem(string What, string Remedy);
