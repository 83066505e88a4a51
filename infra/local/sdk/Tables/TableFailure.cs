using Azure;
using Azure.Data.Tables;

namespace Intake.Local.Sdk.Tables;

/// <summary>The service's refusals, in its own words.</summary>
internal static class TableFailure
{
    public static RequestFailedException TableNotFound() => Of(404, "TableNotFound", "The table specified does not exist.");

    public static RequestFailedException ResourceNotFound() => Of(404, "ResourceNotFound", "The specified resource does not exist.");

    public static RequestFailedException AlreadyExists() => Of(409, "EntityAlreadyExists", "The specified entity already exists.");

    public static RequestFailedException ConditionNotSatisfied() =>
        Of(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    public static RequestFailedException Bad(string code, string message) => Of(400, code, message);

    public static RequestFailedException Of(int status, string code, string message) =>
        new(new LocalResponse(status), $"{message}\nStatus: {status}\nErrorCode: {code}\n", code);

    public static TableTransactionFailedException InTransaction(int index, RequestFailedException refusal) =>
        new(new RequestFailedException(refusal.Status, $"{index}:{refusal.Message}", refusal.ErrorCode, refusal));
}
