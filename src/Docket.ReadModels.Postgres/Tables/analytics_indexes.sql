analyze {analytics};
analyze {analytics_totals};
