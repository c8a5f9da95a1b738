-- For H2, where others than UserAccounts write to the accounts: raises their revision with each row that is changed in more than the time
-- of a login. To be run once, after V2__revision.sql, where H2 finds the class. A new account without groups leaves the revision as it is:
-- nobody remembers that there was none.
create trigger if not exists gatepass_account_changed after update, delete on gatepass_account
  for each row call 'org.gatepass.store.RevisionTrigger';

create trigger if not exists gatepass_group_changed after insert, update, delete on gatepass_account_group
  for each row call 'org.gatepass.store.RevisionTrigger';
