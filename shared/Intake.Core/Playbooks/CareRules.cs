using Intake.Triage;
using NodaTime;

namespace Intake.Playbooks;

/// <summary>
/// An inquiry that is not resolved in time goes to somebody who leads (CC-7): after <see cref="After"/> from its receipt, or when its response target
/// is up if that is later; earlier when an agent knows it cannot be. Reason and steps taken go with it, and the client is told with an estimate.
/// </summary>
public sealed record EscalationRules(string Clause, Duration After, Counting Counting, string Role, string Room, string Template, string Reason, ClientNotice Client);

/// <summary>The client must hear of it <see cref="Within"/>; until then the agent is asked, and then it is a target missed.</summary>
public sealed record ClientNotice(string Template, Duration Within, Counting Counting, NagRule Nag);

/// <summary>How an inquiry ends (CC-8): with an e-mail that says how it was resolved, and later a question whether the client is satisfied.</summary>
public sealed record ResolutionRules(string Clause, string Template, SatisfactionRules? Satisfaction);

/// <summary>
/// Asked <see cref="After"/> the resolution's e-mail, of a ticket that is still closed. An answer is a number up to <see cref="Best"/>, of which
/// <see cref="ContentFrom"/> and more are content, or one of the phrases. Whoever is not content has their ticket taken up again.
/// </summary>
public sealed record SatisfactionRules(string Clause, Duration After, Counting Counting, string Template, int Best, int ContentFrom, PhraseBook Content, PhraseBook Discontent);
