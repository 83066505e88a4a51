using Intake.Functions.Orchestrations;
using Microsoft.DurableTask;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Intake.Functions.Tests;

/// <summary>The shape of a ticket's clock, on a context that says what it was asked.</summary>
public sealed class SleeperSpecs
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly ClockOf Clock = new("abc", 1);

    private readonly TaskOrchestrationContext _context = Substitute.For<TaskOrchestrationContext>();
    private readonly TaskCompletionSource<string> _nudge = new();
    private readonly TaskCompletionSource _timer = new();
    private CancellationToken _timerToken;

    public SleeperSpecs()
    {
        _context.CurrentUtcDateTime.Returns(Now);
        _context.WaitForExternalEvent<string>(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(_nudge.Task);
        _context.CreateTimer(Arg.Any<DateTime>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            _timerToken = call.ArgAt<CancellationToken>(1);
            return _timer.Task;
        });
    }

    [Fact]
    public async Task Done_is_the_only_end()
    {
        Answers(new Look(true, null));
        await TicketClock.Run(_context, Clock);

        _context.DidNotReceive().ContinueAsNew(Arg.Any<object>(), Arg.Any<bool>());
        await _context.DidNotReceive().CreateTimer(Arg.Any<DateTime>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task It_sleeps_until_the_time_it_was_told_and_begins_again_without_old_events()
    {
        Answers(new Look(false, Now.AddMinutes(8)));
        var run = TicketClock.Run(_context, Clock);
        Assert.False(run.IsCompleted);
        _timer.SetResult();
        await run;

        await _context.Received(1).CreateTimer(Now.AddMinutes(8), Arg.Any<CancellationToken>());
        _context.Received(1).ContinueAsNew(Clock, false);
    }

    [Fact]
    public async Task A_nudge_wakes_it_and_cancels_the_timer()
    {
        Answers(new Look(false, Now.AddMinutes(8)));
        var run = TicketClock.Run(_context, Clock);
        _nudge.SetResult("look");
        await run;

        Assert.True(_timerToken.IsCancellationRequested);
        _context.Received(1).ContinueAsNew(Clock, false);
    }

    [Fact]
    public async Task With_nothing_planned_it_waits_for_a_nudge_only()
    {
        Answers(new Look(false, null));
        var run = TicketClock.Run(_context, Clock);
        Assert.False(run.IsCompleted);
        _nudge.SetResult("look");
        await run;

        await _context.DidNotReceive().CreateTimer(Arg.Any<DateTime>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_failed_activity_is_waited_out_for_30_seconds_and_tried_again()
    {
        _context.CallActivityAsync<Look>(Arg.Any<TaskName>(), Arg.Any<object>(), Arg.Any<TaskOptions>())
            .ThrowsAsync(new TaskFailedException("AdvanceTicket", 1, new InvalidOperationException("the store is away")));
        var run = TicketClock.Run(_context, Clock);
        _timer.SetResult();
        await run;

        await _context.Received(1).CreateTimer(Now.AddSeconds(30), Arg.Any<CancellationToken>());
        _context.Received(1).ContinueAsNew(Clock, false);
    }

    [Fact]
    public async Task The_wait_for_a_nudge_begins_before_anything_else_and_is_never_cancelled()
    {
        Answers(new Look(true, null));
        await TicketClock.Run(_context, Clock);

        Received.InOrder(() =>
        {
            _context.WaitForExternalEvent<string>("nudge", CancellationToken.None);
            _context.CallActivityAsync<Look>("AdvanceTicket", Clock, Arg.Any<TaskOptions>());
        });
    }

    private void Answers(Look look) => _context.CallActivityAsync<Look>(Arg.Any<TaskName>(), Arg.Any<object>(), Arg.Any<TaskOptions>()).Returns(look);
}
