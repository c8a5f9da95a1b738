insert into auth_user values (1, 'pbkdf2_sha256$600000$tQ1fJ9aVb3XkLmNo$EMYoyVaVfWaZTGfBcA2YMH5HiSm6EJac4YUW4cDZ2FE=', null, false, 'alice', 'Alice', 'A', 'alice@example.org', false, true, '2025-01-01 00:00:00');
insert into auth_user values (2, 'pbkdf2_sha256$600000$tQ1fJ9aVb3XkLmNo$EMYoyVaVfWaZTGfBcA2YMH5HiSm6EJac4YUW4cDZ2FE=', null, false, 'bob', 'Bob', 'B', 'bob@example.org', false, false, '2025-01-01 00:00:00');
insert into auth_user values (3, '!Wm1xQ8RZC7zYpTn5dLh2Kb0uVfGsEa9iNjOcXeHr', null, false, 'carol', 'Carol', 'C', 'carol@example.org', true, true, '2025-01-01 00:00:00');
insert into auth_group values (1, 'user');
insert into auth_group values (2, 'administrator');
insert into auth_user_groups values (1, 1, 1);
insert into auth_user_groups values (2, 2, 1);
insert into auth_user_groups values (3, 3, 1);
insert into auth_user_groups values (4, 3, 2);
