namespace Intake.Local;

/// <summary>The one place where the local host meets the app and the sandbox.</summary>
public static class Composition
{
    public static LocalOptions Intake(LocalOptions options) => options with
    {
        FunctionAssemblies = [System.Reflection.Assembly.Load("Intake.Functions")],
        ConfigureServices = (services, configuration) => { },
        MapEndpoints = routes => { },
    };
}
