using System.Collections.Immutable;
using System.Text.Json;

namespace Intake.Connectors.Accounts;

/// <summary>A customer's account as the shop tells it. Lives only while it is compared: it is neither stored nor logged.</summary>
internal sealed record Account(string Id, string? Email, ImmutableArray<string> Orders, ImmutableArray<string> LastFour)
{
    public PostalAddress? Shipping { get; init; }

    public PostalAddress? Billing { get; init; }

    public static Account? Read(JsonElement customer) => customer.Text("id") is not { } id ? null : new Account(id, customer.Text("email"), Texts(customer, "orders"), Texts(customer, "card_last_four"))
    {
        Shipping = PostalAddress.Read(customer.Get("shipping_address")),
        Billing = PostalAddress.Read(customer.Get("billing_address")),
    };

    /// <summary>Names the type only: what is in it belongs in no log.</summary>
    public override string ToString() => nameof(Account);

    private static ImmutableArray<string> Texts(JsonElement customer, string name) => [.. customer.Items(name).Select(item => item.Text()).OfType<string>()];
}

internal sealed record PostalAddress(string Street, string PostalCode)
{
    public static PostalAddress? Read(JsonElement address) =>
        address.Text("address1") is { } street && address.Text("zip") is { } code ? new PostalAddress(street, code) : null;

    public override string ToString() => nameof(PostalAddress);
}

/// <summary>What a client gave to be recognised by. Compared and forgotten: it is neither stored nor logged.</summary>
public sealed record GivenFacts
{
    public ImmutableArray<string> Emails { get; init; } = [];

    public string? ShippingAddress { get; init; }

    public string? BillingAddress { get; init; }

    public ImmutableArray<string> Orders { get; init; } = [];

    public string? LastFour { get; init; }

    public bool IsEmpty => Emails.IsEmpty && Orders.IsEmpty && ShippingAddress is null && BillingAddress is null && LastFour is null;

    public override string ToString() => nameof(GivenFacts);
}
