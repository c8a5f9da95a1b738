-- For H2, when other software than UserAccounts writes to the accounts: raises the revision for each row that changes in more than the
-- time of a login, and lists the changed account. Run this script once, after V7__account_states.sql. H2 must find the class. A new account
-- without groups leaves the revision as it is, since unknown callers are not cached.
create trigger if not exists gatepass_account_changed after update, delete on gatepass_account
  for each row call 'org.gatepass.store.admin.RevisionTrigger';

create trigger if not exists gatepass_group_changed after insert, update, delete on gatepass_account_group
  for each row call 'org.gatepass.store.admin.RevisionTrigger';
