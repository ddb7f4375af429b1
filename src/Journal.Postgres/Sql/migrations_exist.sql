select to_regclass('docket.migrations') is not null
