"""Sailau: the campaign system of a party in the elections of rural akims.

The map of the house, top to bottom; every room imports only from rooms below it:

    app             puts the rooms together
    demo            the demo campaign
    privacy         keys changed, data erased in time, incidents told
    backups         made while people work, encrypted, tried, brought back
    portal          what anyone may see without an account
    dashboard       first page
    reports         district, region and national reports on paper
    search          one box that finds people and places; saved lists
    rehearsal       a night replayed against a copy
    board           the night on a wall, by a link without a log-in
    forecast        assessments, chances, how many contests will be won
    results         protocols, count, winners, the target
    readiness       how ready each constituency is, in points
    platforms       programmes and pledges
    training        courses, seminars, attendance, certificates
    tasks           what must be done by when, and who does it
    headquarters    HQs, their members, support, proxies
    candidates      candidacies, documents, registration
    people          persons: IIN, names, contacts
    campaign        the election, its calendar, contests, parties
    territory       region > district > constituency > precinct, KATO codes
    accounts        users, roles, permissions, scope, sessions
    audit           the append-only, hash-chained log
    imports         one way in for every register
    documents       PDF, spreadsheets
    charts          numbers in, drawings out
    jobs            the durable job table and its worker
    web             what every page needs
    database        db, naming convention, transaction(), scope
    vault           keys and encryption
    errors, alphabet    pure words shared by all
    faults          what is told of a fault: never its words
"""
