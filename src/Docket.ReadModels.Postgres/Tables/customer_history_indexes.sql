create index on {customer_history} (customer_id, placed_ticks, order_id);

-- words are the words of the items' names, each once, in capitals: cut in the program, so that a search finds here what it
-- finds in every other engine. There is nothing left for a dictionary to do.
create index on {customer_history} using gin (array_to_tsvector(string_to_array(words, ' ')));
analyze {customer_history};
