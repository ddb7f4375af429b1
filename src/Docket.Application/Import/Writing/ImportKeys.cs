using System.Buffers;
using System.Globalization;
using System.Text;
using Docket.Application.Import.Planning;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Journal.Store;

namespace Docket.Application.Import.Writing;

/// <summary>
/// Gives each command of an import a key that is the same in every run, so that a run again finishes what was begun and
/// doubles nothing, and a fingerprint of its content, so that a changed file is noticed.
/// </summary>
internal sealed class ImportKeys(string mapping)
{
    private readonly ArrayBufferWriter<byte> _content = new(4_096);

    public CommandKey Of(in PlannedCommand planned) =>
        new(Bounded(planned.Refund is { } refund
            ? $"import:{mapping}:{planned.Order.Id}:credit:{refund.Credit}"
            : string.Create(CultureInfo.InvariantCulture, $"import:{mapping}:{planned.Order.Id}:{planned.Step}")),
            FingerprintOf(planned.Command));

    /// <summary>Two long ids may not fit: what stands for them then is their hash.</summary>
    private string Bounded(string key) => key.Length <= CommandKey.KeyLengthMax
        ? key
        : string.Create(
            CultureInfo.InvariantCulture, $"import:{mapping}:{CommandFingerprint.Of(Encoding.UTF8.GetBytes(key)):x32}");

    private UInt128 FingerprintOf(OrderCommand command)
    {
        _content.ResetWrittenCount();
        Add(command.At.UtcTicks);
        switch (command)
        {
            case PlaceOrder place:
                Add(place.Customer?.Value ?? "");
                Add(place.Currency.Code);
                foreach (var line in place.Lines) Add(line);
                break;
            case AddItem add:
                Add(add.Line);
                break;
            case ConfirmPayment pay:
                Add(pay.Amount.Minor);
                break;
            case IssueRefund refund:
                foreach (var item in refund.Items) Add(new OrderLine(item.Product, "", item.Quantity, item.UnitPrice));
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{command}");
        }

        return CommandFingerprint.Of(_content.WrittenSpan);
    }

    private void Add(OrderLine line)
    {
        Add(line.Product.Value);
        Add(line.Name);
        Add(line.Quantity);
        Add(line.UnitPrice.Minor);
    }

    private void Add(long number)
    {
        var target = _content.GetSpan(sizeof(long));
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(target, number);
        _content.Advance(sizeof(long));
    }

    private void Add(string text)
    {
        // The length before the text divides it from the next one.
        Add(text.Length);
        Encoding.UTF8.GetBytes(text, _content);
    }
}
