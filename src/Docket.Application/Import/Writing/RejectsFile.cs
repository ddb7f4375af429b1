using System.Globalization;
using CsvHelper;
using Docket.Application.Import.Mapping;
using Docket.Application.Import.Planning;
using Docket.Application.Import.Reading;

namespace Docket.Application.Import.Writing;

/// <summary>
/// Writes the rows that ended in no event: line, reason, quantity left, and the row's own columns, so that it can be
/// mended and imported again. Reads the source a second time instead of keeping every row's text.
/// </summary>
internal static class RejectsFile
{
    private static readonly string[] OwnColumns = ["line", "reason", "quantity_left"];

    public static void Write(ImportRequest request, ImportMapping mapping, List<Reject> rejects)
    {
        if (request.RejectsFile is not { } path) return;
        try
        {
            using var writer = CsvWriter.ToFile(path);
            using var source = new CsvSource(request.File, mapping.Delimiter);
            writer.WriteRecord([.. OwnColumns, .. source.Header]);
            var next = 0;
            while (next < rejects.Count && source.Read())
            {
                if (source.Line != rejects[next].Row) continue;
                var (row, reason, left) = rejects[next++];
                writer.WriteField(row.ToString(CultureInfo.InvariantCulture));
                writer.WriteField(reason);
                writer.WriteField(left?.ToString(CultureInfo.InvariantCulture) ?? "");
                for (var i = 0; i < source.FieldCount; i++) writer.WriteField(source[i]);
                writer.EndRecord();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(
                $"The import is done, but the rejects could not be written to {path}: {failure.Message} Run it again.", failure);
        }
    }
}
