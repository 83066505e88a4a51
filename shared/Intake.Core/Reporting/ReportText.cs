using System.Collections.Immutable;
using System.Net;
using System.Text;
using Intake.Clocks;
using NodaTime;

namespace Intake.Reporting;

/// <summary>A report as people read it: Markdown, a page of HTML, and short for Slack.</summary>
public static class ReportText
{
    private const int LinesInSlack = 6;

    /// <summary>Markdown; what clients wrote cannot become markup.</summary>
    public static string Markdown(DailyReport report, DateTimeZone zone) => Markdown(Page(report, zone));

    public static string Markdown(PeriodReport report, DateTimeZone zone) => Markdown(Page(report, zone));

    /// <summary>One page without script or anything from elsewhere.</summary>
    public static string Html(DailyReport report, DateTimeZone zone) => Html(Page(report, zone));

    public static string Html(PeriodReport report, DateTimeZone zone) => Html(Page(report, zone));

    /// <summary>The counts and the first lines of what is not empty.</summary>
    public static string Slack(DailyReport report, DateTimeZone zone) => Slack(Page(report, zone));

    public static string Slack(PeriodReport report, DateTimeZone zone) => Slack(Page(report, zone));

    private static ReportPage Page(DailyReport report, DateTimeZone zone) => new(
        ":clipboard:", report.Title,
        $"{Text.TimeOfDay(report.From, zone, report.To - Duration.Epsilon)} to {Text.TimeOfDay(report.To, zone, report.To)}, handed to the {report.NextShift} shift",
        report.Remarks, report.Parts, $"/api/reports/daily?shift={report.Shift}&date={report.Date:uuuu-MM-dd}");

    private static ReportPage Page(PeriodReport report, DateTimeZone zone) => new(
        ":bar_chart:", report.Title,
        $"{Text.TimeOfDay(report.From, zone, NodaConstants.UnixEpoch)} to {Text.TimeOfDay(report.To, zone, NodaConstants.UnixEpoch)}",
        report.Remarks, report.Parts, $"/api/reports/{report.Report}?playbook={report.Playbook}&date={(report.To - Duration.Epsilon).InZone(zone).Date:uuuu-MM-dd}");

    private static string Markdown(ReportPage report)
    {
        var text = new StringBuilder().Append("# ").AppendLine(Plain(report.Title)).AppendLine().AppendLine(Plain(report.Span));
        foreach (var remark in report.Remarks)
        {
            text.AppendLine().Append("> ").AppendLine(Plain(remark));
        }

        foreach (var part in report.Parts.Where(Shown))
        {
            text.AppendLine().AppendLine($"## {Plain(Heading(part))} ({part.Clause})").AppendLine();
            foreach (var line in part.Lines)
            {
                text.AppendLine($"- {Plain(line.Text)}{(line.Ticket is { } id ? $" (`{id}`)" : "")}");
            }

            if (part.Lines.IsEmpty)
            {
                text.AppendLine(part.Empty);
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Html(ReportPage report)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Append($"<title>{Safe(report.Title)}</title>\n<style>{Style}</style></head>\n<body><main><h1>{Safe(report.Title)}</h1><p class=\"span\">{Safe(report.Span)}</p>\n");
        foreach (var remark in report.Remarks)
        {
            html.Append($"<p class=\"remark\">{Safe(remark)}</p>\n");
        }

        foreach (var part in report.Parts.Where(Shown))
        {
            html.Append($"<section><h2>{Safe(Heading(part))} <small>{Safe(part.Clause)}</small></h2>");
            html.Append(part.Lines.IsEmpty
                ? $"<p class=\"none\">{Safe(part.Empty!)}</p>"
                : $"<ul>{string.Concat(part.Lines.Select(line => $"<li>{Safe(line.Text)}{(line.Ticket is { } id ? $" <code>{Safe(id)}</code>" : "")}</li>"))}</ul>");
            html.Append("</section>\n");
        }

        return html.Append("</main></body></html>\n").ToString();
    }

    private static string Slack(ReportPage report)
    {
        var text = new StringBuilder($"{report.Sign} *{report.Title}*\n{report.Span}");
        foreach (var remark in report.Remarks)
        {
            text.Append($"\n:warning: {remark}");
        }

        foreach (var part in report.Parts.Where(part => !part.Lines.IsEmpty))
        {
            text.Append($"\n*{Heading(part)}*");
            text.Append(string.Concat(part.Lines.Take(LinesInSlack).Select(line => $"\n• {line.Text}")));
            text.Append(part.Lines.Length > LinesInSlack ? $"\n… and {part.Lines.Length - LinesInSlack} more" : "");
        }

        var nothing = report.Parts.Where(part => part.Lines.IsEmpty && part.Empty is not null).Select(part => part.Title).ToList();
        text.Append(nothing.Count > 0 ? $"\nNothing under: {string.Join(", ", nothing)}." : "");
        return text.Append($"\nWhole report: GET {report.Address}").ToString();
    }

    private static bool Shown(ReportPart part) => !part.Lines.IsEmpty || part.Empty is not null;

    private static string Heading(ReportPart part) => part.Lines.Count(line => line.Ticket is not null) is > 0 and var tickets ? $"{part.Title}: {tickets}" : part.Title;

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    /// <summary>On one line, with Markdown's and HTML's signs escaped.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 8);
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            _ = c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' ? plain.Append('\\').Append(c) : plain.Append(c);
        }

        return plain.ToString();
    }

    private const string Style =
        "body{margin:0;background:#f6f7f8;color:#1a1d21;font:16px/1.5 system-ui,sans-serif}main{max-width:46rem;margin:0 auto;padding:1.5rem}"
        + "h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:0 0 .4rem}small{color:#667;font-weight:normal}.span{color:#556;margin:.2rem 0 1rem}"
        + "section{background:#fff;border:1px solid #dde1e6;border-radius:.5rem;padding:.8rem 1rem;margin:.7rem 0}ul{margin:0;padding-left:1.1rem}li{margin:.25rem 0;overflow-wrap:anywhere}"
        + ".none{color:#778;margin:0}.remark{background:#fff4d6;border:1px solid #e5c76b;border-radius:.5rem;padding:.6rem 1rem}code{color:#667;font-size:.85em}"
        + "@media(prefers-color-scheme:dark){body{background:#15181c;color:#e6e8eb}section{background:#1e2227;border-color:#333a42}.remark{background:#3a3115;border-color:#6d5a1e}small,.span,.none,code{color:#9aa3ad}}";

    /// <summary>What every report is to its reader.</summary>
    private sealed record ReportPage(string Sign, string Title, string Span, ImmutableArray<string> Remarks, ImmutableArray<ReportPart> Parts, string Address);
}
