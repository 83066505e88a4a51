namespace Intake.Local.Cli.Synthetic;

/// <summary>What invented clients write. Nobody's words: made up for this, in the languages clients write in.</summary>
internal static class Sayings
{
    public static readonly string[] Emergency =
    [
        "My husband fell down a slope and is not responding, please help",
        "She has chest pain and cannot breathe properly, we are on the trail above the hut",
        "We need a rescue, my friend broke his leg and we cannot move him",
        "Notfall! Mein Mann ist bewusstlos, wir sind am Gipfel",
        "Au secours, ma femme ne respire plus bien, nous sommes au refuge",
    ];

    public static readonly string[] Urgent =
    [
        "Our taxi has not arrived and we are stuck at the trailhead",
        "The transfer is missing, nobody is here to pick us up",
        "We are at the hotel and they have no booking for us",
        "This is the wrong hotel, they say we are not on the list",
        "The driver never came and our train leaves in 30 minutes",
        "Unser Taxi ist nicht gekommen, wir stehen am Bahnhof",
        "Das Hotel hat keine Buchung für uns",
        "Notre taxi n'est pas venu, nous sommes bloqués à la gare",
        "El hotel no tiene nuestra reserva y estamos aquí fuera",
        "Il taxi non è arrivato, siamo bloccati al rifugio",
    ];

    public static readonly string[] Injury =
    [
        "My wife twisted her ankle badly and cannot walk any further",
        "I have been sick all night and cannot hike today",
        "I sprained my knee yesterday and cannot walk down to the village",
    ];

    public static readonly string[] TimeSensitive =
    [
        "What time is our pickup tomorrow morning?",
        "Could you confirm the hotel for tonight?",
        "We would like to skip tomorrow's stage, is a transfer possible?",
        "Will the luggage be at the hut by this evening?",
        "Which bus do we take tomorrow from the village?",
        "Is the restaurant at tonight's hotel open?",
        "Wann werden wir morgen abgeholt?",
        "À quelle heure est notre transfert demain ?",
        "¿A qué hora nos recogen mañana?",
        "A che ora parte il bus domani?",
    ];

    public static readonly string[] NonUrgent =
    [
        "Could you please resend the invoice for our trip?",
        "Which boots do you recommend for the tour in September?",
        "What will the weather be like next month?",
        "Do we need a sleeping bag for the huts next summer?",
        "We are thinking about the Camino next year, do you have dates?",
        "Thank you for the lovely trip last month, best regards",
        "Can you send us the packing list again?",
        "How much is the single supplement?",
        "Welche Schuhe empfehlen Sie für die Tour im nächsten Jahr?",
        "Pourriez-vous nous envoyer la facture du voyage ?",
        "¿Qué ropa hay que llevar en septiembre?",
    ];

    public static readonly string[] FollowUp =
    [
        "Any news?", "Ok, and where exactly do we wait?", "Great, how long will it take?", "Is that sure?", "Is there anything we should bring?",
        "And for the day after?", "Could you also tell the hotel?", "Danke, und wo genau?", "Merci, et l'adresse ?",
    ];

    public static readonly string[] Thanks = ["Thank you!", "Thanks a lot", "Perfect, thank you", "ok", "👍", "Danke!", "Merci beaucoup", "Gracias", "Great, thanks"];

    public static readonly string[] Answers =
    [
        "I am on it and have called them; they will be with you shortly.", "It is confirmed for 08:00 at the entrance.", "Here is the information: see the itinerary, page 4.",
        "I have asked the hotel and they expect you.", "The invoice is attached to my next e-mail.", "Yes, that is possible; I have arranged it.", "I have booked another taxi, it is on its way.",
    ];

    public static readonly string[] Holding = ["Let me check this for you. I’ll update you in about 10–15 minutes."];

    public static readonly string[] Closing = ["Client confirmed, nothing open.", "Solved with another taxi. Nothing open.", "Question answered.", "Information sent, no follow-up needed."];

    public static readonly string[] Waiting = ["Waiting on the taxi company to confirm the pickup", "Waiting on the hotel to confirm", "Waiting on the client to approve the new plan"];

    public static readonly string[] Given = ["Jane", "Mark", "Anna", "Urs", "Claire", "Lucia", "Petr", "Sean", "Emily", "Grace", "Oliver", "Nora", "Adam", "Ruth", "Tom", "Iris", "Leo", "Ella", "Marco", "Ana"];

    public static readonly string[] Family = ["Smith", "Weber", "Keller", "Dubois", "Garcia", "Novak", "Murphy", "Jones", "Taylor", "Wilson", "Clark", "Hill", "Scott", "Green", "Baker", "Young", "King", "Moore", "Rossi", "Silva", "Brown", "Davis"];
}
