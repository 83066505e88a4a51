using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Intake.Playbooks;

/// <summary>
/// Checks a macro's Handlebars before anybody sends it: fields that somebody fills in, blocks that end, and no field used bare that may be absent. What is
/// allowed is less than Handlebars knows, so that the text stays a text.
/// </summary>
public static partial class MacroText
{
    private const string Forms = "Write {{field}}, {{#if field}}…{{else}}…{{/if}} or {{#unless field}}…{{/unless}}.";

    /// <summary>What every ticket fills in. Of a client without a name there is no name, of a ticket without one no reference or subject.</summary>
    public static ImmutableArray<string> TicketFields { get; } = ["name", "first-name", "agent", "ticket", "reference", "subject", "channel"];

    private static readonly ImmutableArray<string> MayLack = ["name", "first-name", "reference", "subject"];

    /// <summary>What is wrong with the macro's text, each with its remedy.</summary>
    internal static IEnumerable<(string What, string Remedy)> Problems(Macro macro)
    {
        ImmutableArray<string> known = [.. TicketFields, .. macro.Fields, .. macro.Optional];
        var (open, used) = (new Stack<(string Kind, string Field, bool Else)>(), new HashSet<string>());
        foreach (Match match in Tag().Matches(macro.Text))
        {
            var tag = match.Groups["tag"].Value.Trim();
            if (!match.Groups["tag"].Success || Form().Match(tag) is not { Success: true } form)
            {
                yield return ($"\"{match.Value}\" is no field and no block.", Forms);
                continue;
            }

            var (kind, field) = (form.Groups["kind"].Value, form.Groups["field"].Value);
            if (field.Length > 0 && !known.Contains(field))
            {
                yield return ($"Nobody fills in {{{{{field}}}}}.", Yaml.Nearest.To(field, known) is [var near] ? $"Did you mean {{{{{near}}}}}?" : $"Name it in \"fields\" or \"optional\", or use one of {string.Join(", ", known)}.");
                continue;
            }

            switch (kind)
            {
                case "#if" or "#unless":
                    open.Push((kind, field, Else: false));
                    break;
                case "else":
                    if (!open.TryPop(out var block) || block.Else)
                    {
                        yield return ("An {{else}} stands outside its {{#if}}.", Forms);
                    }
                    else
                    {
                        open.Push(block with { Else = true });
                    }

                    continue;
                case "/if" or "/unless":
                    if (!open.TryPop(out var ended) || ended.Kind[1..] != kind[1..])
                    {
                        yield return ($"{{{{{kind}}}}} ends nothing.", Forms);
                    }

                    continue;
                default:
                    if (Optional(macro, field) && !open.Any(around => around.Field == field && around.Kind == (around.Else ? "#unless" : "#if")))
                    {
                        yield return ($"{{{{{field}}}}} may be absent.", $"Put it between {{{{#if {field}}}}} and {{{{/if}}}}.");
                    }

                    break;
            }

            used.Add(field);
        }

        if (open.TryPeek(out var left))
        {
            yield return ($"{{{{{left.Kind} {left.Field}}}}} is never ended.", $"Add {{{{/{left.Kind[1..]}}}}}.");
        }

        foreach (var field in macro.Fields.Concat(macro.Optional).Where(field => !used.Contains(field)))
        {
            yield return ($"The text does not use \"{field}\".", "Use it, or do not ask for it.");
        }

        if (!used.Contains("name") && !used.Contains("first-name"))
        {
            yield return ("It does not address the client by name.", "Begin with “Hi{{#if first-name}} {{first-name}}{{/if}},”.");
        }
    }

    private static bool Optional(Macro macro, string field) => macro.Optional.Contains(field) || (MayLack.Contains(field) && !macro.Fields.Contains(field));

    [GeneratedRegex(@"\{\{(?<tag>[^{}]*)\}\}(?!\})|\{\{+|\}\}+", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?<kind>else)\z|^(?<kind>/if|/unless)\z|^((?<kind>#if|#unless) +)?(?<field>[a-z][a-z0-9]*(-[a-z0-9]+)*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
