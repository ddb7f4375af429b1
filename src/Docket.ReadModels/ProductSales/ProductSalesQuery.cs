using Docket.Journal.Projections;
using Docket.Kernel;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.ProductSales;

/// <summary>Reads product sales from the view in this process.</summary>
internal sealed class ProductSalesQuery(View<ProductDayKey, ProductDay, SalesByDay> view) : IProductSalesQuery
{
    public async ValueTask<Answer<ValueList<ProductSalesRow>>> ReadAsync(
        ProductSalesPeriod period, Freshness freshness, CancellationToken cancellationToken)
    {
        var point = await view.WaitAsync(freshness, cancellationToken);
        var top = view.Current.Read(period, static (figures, wanted) => figures.Top(wanted));
        return view.Answer(point, top.ToValueList(), concerns: _ => true);
    }
}
