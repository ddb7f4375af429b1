using Docket.Host.Composition;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.ReadModels;

namespace Docket.Host.Tests.Running;

/// <summary>Each view lies where its setting says.</summary>
public sealed class ViewChoiceTests
{
    [Fact]
    public void A_view_with_an_engine_of_its_own_lies_there_and_the_others_where_they_did()
    {
        var choice = Of(("view_revenue", "clickhouse"), ("clickhouse", "http://ch:8123"), ("view_analytics", "local"));
        Assert.Equal([ViewNames.Revenue], choice.Elsewhere.Keys);
        Assert.Equal(new EnginePlace("clickhouse", new Uri("http://ch:8123")), choice.Elsewhere[ViewNames.Revenue]);
        Assert.Equal(
            [ViewNames.CustomerHistory, ViewNames.OrderSummary, ViewNames.ProductSales], choice.InTables.Order());
        Assert.True(choice.HasLocal);
    }

    [Theory]
    [InlineData("view_revenue", "elasticsearch")]
    [InlineData("view_customer_history", "clickhouse")]
    [InlineData("view_order_summary", "clickhouse")]
    [InlineData("view_revenue", "clickhouse")]
    public void A_view_in_an_engine_that_does_not_keep_it_or_is_nowhere_is_refused(string setting, string engine) =>
        Assert.Throws<UsageException>(() => Of((setting, engine), ("elasticsearch", "http://es:9200")));

    [Fact]
    public void Views_in_an_engine_of_their_own_want_the_journal_in_PostgreSQL() =>
        Assert.Throws<UsageException>(() => JournalPlace.Of(
            DataDirectory.Of("nowhere"), null, Of(("view_revenue", "clickhouse"), ("clickhouse", "http://ch:8123"))));

    private static ViewChoice Of(params (string Name, string Value)[] settings) =>
        ViewChoice.Of(name => settings.FirstOrDefault(setting => setting.Name == name).Value);
}
