using Intake.Playbooks;

namespace Intake.Core.Tests.Playbooks;

public sealed class TripSupportSpecs
{
    [Fact]
    public void Reads_without_an_error() => Assert.Equal("trip-support", TripSupport.Playbook.Name);
}
