analyze {revenue};
analyze {revenue_days};
