using Intake.Connectors.Tests.Outbound;
using Intake.Tickets;
using static Intake.Connectors.Tests.HubSpot.CannedPortal;

namespace Intake.Connectors.Tests.HubSpot;

public sealed class MirrorNoteTests
{
    private const string NoteWritten = """{"status":"COMPLETE","results":[{"id":"555","new":true}]}""";

    [Fact]
    public async Task A_note_is_written_under_our_id_and_tied_to_the_ticket()
    {
        var portal = Ready.On(UpsertNote, NoteWritten).On(TieNote, "{}");

        Assert.Equal(new Outcome.Delivered("555"), await Send(portal, Note));

        portal.Only(UpsertNote).Says(
            """
            { "inputs": [ {
              "id": "t1-003-1", "idProperty": "intake_note_id",
              "properties": {
                "intake_note_id": "t1-003-1", "hs_timestamp": "2026-03-02T15:00:00Z",
                "hs_note_body": "First line<br>&lt;b&gt;&amp;&quot;&#39;" } } ] }
            """);
        Assert.Equal([TicketProperty, NoteProperty, UpsertNote, TieNote], portal.Asked);
        Assert.Null(portal.Last.Body);
    }

    [Fact]
    public async Task Twice_asks_for_the_same_twice()
    {
        var portal = Ready.On(UpsertNote, NoteWritten).On(TieNote, "{}");
        var mirror = Mirror(portal);

        await mirror.Send(Note, Known, default);
        await mirror.Send(Note, Known with { Attempt = 2, Repeat = true }, default);

        Assert.Equal(portal.Requests[2].Body, portal.Requests[4].Body);
        Assert.Equal([TicketProperty, NoteProperty, UpsertNote, TieNote, UpsertNote, TieNote], portal.Asked);
    }

    [Fact]
    public async Task A_note_that_could_not_be_tied_is_not_done()
    {
        (await Send(Ready.On(UpsertNote, NoteWritten).On(TieNote, "", 503), Note)).In(15);
        Assert.Contains("404", (await Send(Ready.On(UpsertNote, NoteWritten).On(TieNote, "{}", 404), Note)).RefusedWhy(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_note_is_cut_between_escapes_and_says_so()
    {
        var portal = Ready.On(UpsertNote, NoteWritten).On(TieNote, "{}");

        await Send(portal, Note with { Text = new string('<', 20_000) });

        var body = (string)portal.Only(UpsertNote).Json["inputs"]![0]!["properties"]!["hs_note_body"]!;
        Assert.InRange(body.Length, 65_530, 65_536);
        Assert.EndsWith("&lt;<br>[cut: the whole text is in Intake]", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one\r\ntwo\rthree\ntwo")]
    public async Task Every_kind_of_line_break_is_a_line_break(string text)
    {
        var portal = Ready.On(UpsertNote, NoteWritten).On(TieNote, "{}");

        await Send(portal, Note with { Text = text });

        Assert.Equal("one<br>two<br>three<br>two", (string?)portal.Only(UpsertNote).Json["inputs"]![0]!["properties"]!["hs_note_body"]);
    }

    [Fact]
    public async Task A_note_waits_for_its_ticket() =>
        Assert.Equal("the ticket is not in HubSpot yet", (await Mirror(Ready).Send(Note, Given.First, default)).In(15).Why);

    private static Task<Outcome> Send(CannedProvider portal, Effect.MirrorNote effect) => Mirror(portal).Send(effect, Known, default);
}
