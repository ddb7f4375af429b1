using System.Globalization;
using System.Text;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Elasticsearch.Talking;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>Which index of a view is what, told by aliases, which the cluster changes all at once.</summary>
/// <param name="Serving">The index that is searched; null for none.</param>
/// <param name="Former">The one that served before; null for none.</param>
/// <param name="All">Every index of the view, shadows too.</param>
internal sealed record ViewIndices(string? Serving, string? Former, IReadOnlyList<string> All);

/// <summary>Makes, names and deletes a view's indices.</summary>
internal sealed class ViewIndex(ElasticsearchClient client, ElasticsearchOptions options, DocumentView view)
{
    /// <summary>The document that says where an index stands.</summary>
    public const string StandId = "!stand";

    /// <summary>The alias that is searched.</summary>
    public string Alias => $"{options.Prefix}-{view.View}";

    private string FormerAlias => $"{Alias}-former";

    /// <summary>Tells the cluster how the view's indices are to be made, also one that it makes by itself.</summary>
    public void PutTemplate() =>
        client.Send(HttpMethod.Put, $"_index_template/{Alias}", Encoding.UTF8.GetBytes(Template())).Dispose();

    public ViewIndices Find()
    {
        using var answer = client.Send(HttpMethod.Get, $"{Alias}-0*/_alias");
        var (serving, former, all) = ((string?)null, (string?)null, new List<string>());
        foreach (var index in answer.RootElement.EnumerateObject())
        {
            all.Add(index.Name);
            var aliases = index.Value.GetProperty("aliases");
            if (aliases.TryGetProperty(Alias, out _)) serving = index.Name;
            if (aliases.TryGetProperty(FormerAlias, out _)) former = index.Name;
        }

        return new ViewIndices(serving, former, all);
    }

    /// <summary>Makes an empty index after all that are there.</summary>
    public string Create()
    {
        var newest = Find().All.Select(NumberOf).DefaultIfEmpty().Max();
        var name = string.Create(CultureInfo.InvariantCulture, $"{Alias}-{newest + 1:d6}");
        client.Send(HttpMethod.Put, name, "{}"u8.ToArray()).Dispose();
        return name;
    }

    /// <summary>Makes an index the one that is searched, and what was searched the former one, in one step.</summary>
    public void Serve(string index)
    {
        var now = Find();
        if (now.Serving == index) return;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteStartArray("actions");
            Act("remove", now.Serving, Alias);
            Act("remove", now.Former, FormerAlias);
            Act("add", index, Alias);
            Act("add", now.Serving, FormerAlias);
            writer.WriteEndArray();

            void Act(string action, string? of, string alias)
            {
                if (of is null) return;
                writer.WriteStartObject();
                writer.Nest(action, fields =>
                {
                    fields.WriteString("index", of);
                    fields.WriteString("alias", alias);
                });
                writer.WriteEndObject();
            }
        });
        client.Send(HttpMethod.Post, "_aliases", body).Dispose();
    }

    /// <summary>Deletes an index; one that is gone already is gone.</summary>
    public void Delete(string index)
    {
        try
        {
            client.Send(HttpMethod.Delete, index).Dispose();
        }
        catch (ElasticsearchException gone) when (gone.Status == 404)
        {
            // Nothing is left to do.
        }
    }

    /// <summary>Makes everything that was written findable by searches.</summary>
    public void Refresh(string index) => client.Send(HttpMethod.Post, $"{index}/_refresh").Dispose();

    private static int NumberOf(string index) =>
        int.TryParse(index.AsSpan(index.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    // Nothing is findable before this program says so: then a search shows what the stand says, not what a timer did.
    private string Template() => string.Create(CultureInfo.InvariantCulture,
        $$"""
        {
          "index_patterns": ["{{Alias}}-0*"],
          "priority": 500,
          "version": {{view.TemplateVersion}},
          "_meta": { "description": "The view {{view.View}} of a Docket journal" },
          "template": {
            "settings": {
              "number_of_shards": {{options.Shards}},
              "number_of_replicas": {{options.Replicas}},
              "refresh_interval": "-1"
            },
            "mappings": {
              "dynamic": "strict",
              "_meta": { "version": {{view.TemplateVersion}} },
              "properties": {
                {{view.Properties}}
                "batch": { "type": "long" },
                "row": { "type": "binary" },
                "former_row": { "type": "binary" },
                "former_batch": { "type": "long", "index": false, "doc_values": false },
                "stand": { "type": "binary" },
                "settled": { "type": "long", "index": false, "doc_values": false },
                "schema_version": { "type": "integer", "index": false, "doc_values": false }
              }
            }
          }
        }
        """);
}
