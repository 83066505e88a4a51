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

    /// <summary>Classes without which there is no match.</summary>
    public abstract IEnumerable<int> Needed { get; }

    public virtual bool CanBeEmpty => false;

    /// <summary>The end of the shortest match from <paramref name="start"/>; none is -1.</summary>
    public int EndFrom(int start, Message message)
    {
        var places = Take(1, message, start);
        return places == 0 ? -1 : start + BitOperations.TrailingZeroCount(places);
    }

    public sealed class OneOf(int id) : Step
    {
        public int Id => id;

        public override ulong Take(ulong places, Message message, int start) => (places & message.From(start, id)) << 1;

        public override IEnumerable<int> First => [id];

        public override IEnumerable<int> Needed => [id];
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

        public override IEnumerable<int> Needed => steps.SelectMany(step => step.Needed);
    }

    public sealed class Fork(ImmutableArray<Step> ways) : Step
    {
        public override ulong Take(ulong places, Message message, int start)
        {
            var reached = 0UL;
            foreach (var way in ways)
            {
                reached |= way.Take(places, message, start);
            }

            return reached;
        }

        public override IEnumerable<int> First => ways.SelectMany(way => way.First);

        public override IEnumerable<int> Needed => [];
    }

    public sealed class Option(Step step) : Step
    {
        public override ulong Take(ulong places, Message message, int start) => places | step.Take(places, message, start);

        public override IEnumerable<int> First => step.First;

        public override IEnumerable<int> Needed => [];

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

        public override IEnumerable<int> Needed => [];

        public override bool CanBeEmpty => true;
    }
}
