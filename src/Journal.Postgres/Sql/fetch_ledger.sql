fetch forward 4096 from docket_ledger
