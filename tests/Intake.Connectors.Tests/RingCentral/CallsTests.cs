using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Connectors.RingCentral;

namespace Intake.Connectors.Tests.RingCentral;

/// <summary>Calls told in short: "sequence party direction status [reason] [missed] [from=..] [to=..] [ext=..]", one event each.</summary>
public sealed class CallsTests
{
    private const string Ana = "from=+15550100200";

    // What happened | its events | the verdict
    public static TheoryData<string, string[], CallVerdict> Rows => new()
    {
        { "ringing", [$"1 a in Setup {Ana} ext=101", $"2 a in Proceeding {Ana} ext=101"], new CallVerdict.StillGoing() },
        { "nobody took it", [$"1 a in Setup {Ana} ext=101", $"2 a in Disconnected NoAnswer missed {Ana} ext=101"], new CallVerdict.Missed("+15550100200", "Ana") },
        { "went to voicemail", [$"1 a in Proceeding {Ana} ext=101", $"2 a in VoiceMail missed {Ana} ext=101"], new CallVerdict.Missed("+15550100200", "Ana") },
        { "voicemail in its other spelling", [$"1 a in Voicemail {Ana} ext=101"], new CallVerdict.Missed("+15550100200", "Ana") },
        { "is speaking into the voicemail", [$"1 a in VMScreening {Ana} ext=101"], new CallVerdict.StillGoing() },
        { "a withheld number", ["1 a in Disconnected missed ext=101"], new CallVerdict.Missed(null, "Ana") },
        { "somebody answered", [$"1 a in Setup {Ana} ext=101", $"2 a in Answered {Ana} ext=101"], new CallVerdict.Answered("+15550100200", "101") },
        { "answered and over", [$"2 a in Answered {Ana} ext=101", $"3 a in Disconnected CallFinished {Ana} ext=101"], new CallVerdict.Answered("+15550100200", "101") },
        { "the end was told first", [$"3 a in Disconnected CallFinished {Ana} ext=101", $"2 a in Answered {Ana} ext=101"], new CallVerdict.Answered("+15550100200", "101") },
        { "the answer's event was lost", [$"1 a in Setup {Ana} ext=101", $"3 a in Hold {Ana} ext=101"], new CallVerdict.Answered("+15550100200", "101") },
        { "only the greeting answered", [$"1 x out Answered {Ana}", $"2 a in Setup {Ana} ext=101", $"3 a in Disconnected missed {Ana} ext=101", $"4 x out Disconnected {Ana}"], new CallVerdict.Missed("+15550100200", "Ana") },
        { "still in the greeting", [$"1 x out Answered {Ana}"], new CallVerdict.StillGoing() },
        { "hung up in the greeting", [$"1 x out Answered {Ana}", $"2 x out Disconnected {Ana}"], new CallVerdict.NothingForUs() },
        { "a queue, one agent answered", [$"2 a in Disconnected AgentAnswered {Ana} ext=101", $"3 b in Answered {Ana} ext=102"], new CallVerdict.Answered("+15550100200", "102") },
        { "a queue, the answer's event was lost", [$"2 a in Disconnected AgentAnswered {Ana} ext=101"], new CallVerdict.Answered("+15550100200", null) },
        { "a queue, one agent missed and another rings", [$"2 a in Disconnected missed {Ana} ext=101", $"3 b in Setup {Ana} ext=102"], new CallVerdict.StillGoing() },
        { "a queue, all missed", [$"2 a in Disconnected missed {Ana} ext=101", $"3 b in Disconnected missed {Ana} ext=102"], new CallVerdict.Missed("+15550100200", "Ana") },
        { "answered, then forwarded outside", [$"1 a in Answered {Ana} ext=101", $"2 a in Gone {Ana} ext=101", "3 c out Setup from=+15550100999 to=+15550100300 ext=101"], new CallVerdict.Answered("+15550100200", "101") },
        { "an agent called a client who answered", ["1 a out Setup from=101 to=+15550100200 ext=101", "2 a out Answered from=101 to=+15550100200 ext=101"], new CallVerdict.Outbound("+15550100200", "101", true) },
        { "an agent called in vain", ["1 a out Proceeding from=101 to=+15550100200 ext=101", "2 a out Disconnected from=101 to=+15550100200 ext=101"], new CallVerdict.Outbound("+15550100200", "101", false) },
        { "an agent's call rings", ["1 a out Proceeding from=101 to=+15550100200 ext=101"], new CallVerdict.StillGoing() },
        { "the called client's own party answered", ["1 a out Proceeding from=+15550100999 to=+15550100200 ext=101", "2 b in Answered from=+15550100999 to=+15550100200"], new CallVerdict.Outbound("+15550100200", "101", true) },
        { "between colleagues", ["1 a in Disconnected missed from=102 ext=101"], new CallVerdict.NothingForUs() },
        { "a fax", [$"1 a in FaxReceive {Ana} ext=101", $"2 a in Disconnected {Ana} ext=101"], new CallVerdict.NothingForUs() },
        { "no events", [], new CallVerdict.NothingForUs() },
    };

    [Theory, MemberData(nameof(Rows))]
    public void A_call_comes_to(string what, string[] events, CallVerdict verdict)
    {
        Assert.NotEmpty(what);
        Assert.Equal(verdict, Calls.Judge([.. events.Select(Told)]));
    }

    [Property]
    public Property The_order_of_arrival_and_repetitions_change_nothing() => Prop.ForAll(
        (from row in Gen.Elements(Rows.Select(row => (string[])row[1]).Where(events => events.Length > 0))
         from shuffled in Gen.Shuffle(row)
         from again in Gen.Elements(row)
         select (row, shuffled.Append(again).ToArray())).ToArbitrary(),
        pair => Calls.Judge([.. pair.Item1.Select(Told)]) == Calls.Judge([.. pair.Item2.Select(Told)]));

    private static Inbound.CallEvent Told(string line)
    {
        var words = line.Split(' ');
        string? Value(string name) => words.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        var reason = words.Skip(4).FirstOrDefault(word => word != "missed" && !word.Contains('=', StringComparison.Ordinal));
        var leg = new CallLeg(words[1], words[2] == "in", words[3], reason, words.Contains("missed"), Value("from"), "Ana", Value("to"), Value("ext"));
        return new Inbound.CallEvent("s-1", int.Parse(words[0]), leg) { Delivery = line, At = Door.Now };
    }
}
