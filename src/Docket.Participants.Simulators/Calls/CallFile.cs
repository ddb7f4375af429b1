using System.Text.Json;
using Docket.Participants.Simulators.Web;

namespace Docket.Participants.Simulators.Calls;

/// <summary>
/// The calls on disk: a JSON document a line, flushed before anybody is answered. Killed at any moment, nothing is lost
/// that was answered for.
/// </summary>
internal sealed class CallFile : IDisposable
{
    private const byte LineEnd = (byte)'\n';
    private readonly FileStream _file;

    private CallFile(FileStream file) => _file = file;

    /// <summary>Opens or makes the file, and reads what it holds.</summary>
    /// <exception cref="IOException">Another process has it.</exception>
    /// <exception cref="InvalidDataException">A line that was flushed is no call.</exception>
    public static (CallFile File, IReadOnlyList<CallRecord> Calls) Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return (new CallFile(file), Read(file, path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Append(IReadOnlyList<CallRecord> calls)
    {
        var lines = new MemoryStream();
        foreach (var call in calls)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(call, SimulatorJson.Default.CallRecord));
            lines.WriteByte(LineEnd);
        }

        _file.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// A last line without its end was being written when the process died; nobody was answered for it.
    /// </summary>
    private static List<CallRecord> Read(FileStream file, string path)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var (calls, from) = (new List<CallRecord>(), 0);
        while (bytes.AsSpan(from).IndexOf(LineEnd) is var length and >= 0)
        {
            calls.Add(Parse(bytes.AsSpan(from, length), path, calls.Count + 1));
            from += length + 1;
        }

        file.SetLength(from);
        file.Position = from;
        return calls;
    }

    private static CallRecord Parse(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SimulatorJson.Default.CallRecord)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path}: line {number} is no call. {failure.Message}", failure);
        }
    }
}
