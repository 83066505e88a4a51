using System.Collections.Immutable;
using System.Numerics;

namespace Intake.Triage;

/// <summary>
/// A phrase made ready to match. A set of places is a number: bit i stands for "the i-th word from the start comes next", so that a step over
/// words costs a few operations however many ways lead there, and matching is linear in the message.
/// </summary>
internal abstract class Step
{
    /// <summary>Where one can be after this step, from where one is.</summary>
    public abstract ulong Take(ulong places, Message message, int start);

    /// <summary>The classes one of which begins a match.</summary>
    public abstract IEnumerable<int> First { get; }

    /// <summary>Whether the message has the words for it, wherever they stand.</summary>
    public abstract bool IsPossible(Message message);

    public virtual bool CanBeEmpty => false;

    /// <summary>The end of the shortest match from <paramref name="start"/>; none is -1.</summary>
    public int EndFrom(int start, Message message)
    {
        var places = Take(1, message, start);
        return places == 0 ? -1 : start + BitOperations.TrailingZeroCount(places);
    }

    /// <summary>Whether there is a match anywhere.</summary>
    public bool Occurs(Message message)
    {
        foreach (var first in First)
        {
            for (var start = message.Next(first, 0); start >= 0; start = message.Next(first, start + 1))
            {
                if (EndFrom(start, message) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    public sealed class OneOf(int id) : Step
    {
        public int Id => id;

        public override ulong Take(ulong places, Message message, int start) => (places & message.From(start, id)) << 1;

        public override IEnumerable<int> First => [id];

        public override bool IsPossible(Message message) => message.Has(id);
    }

    public sealed class Chain(ImmutableArray<Step> steps) : Step
    {
        public override ulong Take(ulong places, Message message, int start)
        {
            for (var i = 0; i < steps.Length && places != 0; i++)
            {
                places = steps[i].Take(places, message, start);
            }

            return places;
        }

        public override IEnumerable<int> First => steps[..(steps.TakeWhile(step => step.CanBeEmpty).Count() + 1)].SelectMany(step => step.First);

        public override bool IsPossible(Message message)
        {
            foreach (var step in steps)
            {
                if (!step.IsPossible(message))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Of many ways, a message can take few; which, is found out once for each message.</summary>
    public sealed class Fork(int number, ImmutableArray<Step> ways) : Step
    {
        public override ulong Take(ulong places, Message message, int start)
        {
            var reached = 0UL;
            foreach (var way in Open(message))
            {
                reached |= way.Take(places, message, start);
            }

            return reached;
        }

        public override IEnumerable<int> First => ways.SelectMany(way => way.First);

        public override bool IsPossible(Message message) => Open(message).Count > 0;

        private List<Step> Open(Message message)
        {
            if (!message.OpenWays.TryGetValue(number, out var open))
            {
                message.OpenWays[number] = open = [];
                foreach (var way in ways)
                {
                    if (way.IsPossible(message))
                    {
                        open.Add(way);
                    }
                }
            }

            return open;
        }
    }

    public sealed class Option(Step step) : Step
    {
        public override ulong Take(ulong places, Message message, int start) => places | step.Take(places, message, start);

        public override IEnumerable<int> First => step.First;

        public override bool IsPossible(Message message) => true;

        public override bool CanBeEmpty => true;
    }

    public sealed class Skip(int words) : Step
    {
        public override ulong Take(ulong places, Message message, int start)
        {
            var window = message.WindowAt(start);
            for (var i = 0; i < words; i++)
            {
                places |= (places << 1) & window;
            }

            return places;
        }

        public override IEnumerable<int> First => [];

        public override bool IsPossible(Message message) => true;

        public override bool CanBeEmpty => true;
    }
}
