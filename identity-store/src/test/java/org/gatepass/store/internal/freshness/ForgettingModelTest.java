// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A model of the protocol by which a node forgets changed callers, and a search of all its states:
 * two accounts, one change and three requests, or two changes and two requests, in each order of
 * their steps. Each request must see the changes that were committed before the query of its
 * reading was sent, and the changes that its own node had finished before the request began.
 */
class ForgettingModelTest {
  /** A rule of the protocol that a run leaves out. */
  enum Rule {
    NONE,
    /** A change takes its number under a lock that lasts until its commit. */
    NUMBERS_IN_THE_ORDER_OF_COMMITS,
    /** A gap in the chain of changes makes the node forget everything. */
    GAPS_FORGET_EVERYTHING,
    /** A reading is published after the caches have forgotten its changes. */
    FORGET_BEFORE_PUBLISHING,
    /** A forgotten load is not cached. */
    FORGET_LOADS,
    /** A load is registered before the caller is read. */
    REGISTER_BEFORE_READING,
    /** When everything is forgotten, late loads end in the old cache. */
    NEW_CACHE_WHEN_ALL_IS_FORGOTTEN,
    /** A node forgets the account that it has changed. */
    FORGET_OWN_CHANGES,
    /** It does so after the commit, not before. */
    FORGET_OWN_CHANGES_AFTER_THE_COMMIT,
    /**
     * The number of an own change is no reading: other changes may have earlier numbers that the
     * node has not read.
     */
    READ_THE_CHANGES_BEFORE_AN_OWN_ONE
  }

  private static final int ACCOUNTS = 2;
  private static final int CHANGES = 2;
  private static final int REQUESTS = 3;

  /** The search fails beyond this number, before the memory is full. */
  private static final int MAX_STATES = 1_000_000;

  /** A change: raised or not, committed, and done with on its node. */
  private static final int RAISED = 1;

  private static final int COMMITTED = 2;
  private static final int DONE = 4;
  private static final int OF_SECOND_ACCOUNT = 8;

  /** The change has a row in the table of changes. */
  private static final int LINKED = 16;

  /** The change is this node's. */
  private static final int OWN = 32;

  /** The offsets of the parts of a state. */
  private static final int SENT = CHANGES;

  private static final int APPLIED_QUERY = SENT + 1;
  private static final int APPLIED_REVISION = SENT + 2;
  private static final int APPLIED_COVERS = SENT + 3;

  /** The changes that the published reading covers, plus 1; 0 for no reading. */
  private static final int LATEST = SENT + 4;

  private static final int CACHE = SENT + 5;

  /** For each cache and account: the changes that the entry shows, plus 1; 0 for no entry. */
  private static final int ENTRIES = CACHE + 1;

  private static final int CACHES = REQUESTS + 1;

  private static final int REQUEST = ENTRIES + CACHES * ACCOUNTS;

  /** The offsets of the parts of a request. */
  private static final int STEP = 0;

  private static final int ACCOUNT = 1;
  private static final int QUERY = 2;
  private static final int KNOWN = 3;

  /** Whether everything was forgotten after the query was sent. */
  private static final int EMPTIED = 4;

  /** The changes that the request must see. */
  private static final int MUST = 5;

  /** The changes that were committed when the query was sent. */
  private static final int COVERS = 6;

  private static final int REVISION = 7;

  /** The accounts in the result's list of changes as bits, or {@link #ALL}. */
  private static final int LISTED = 8;

  private static final int OWN_CACHE = 9;
  private static final int REGISTERED = 10;

  /** The changes that the loaded caller shows. */
  private static final int LOADED = 11;

  private static final int LENGTH = 12;
  private static final int ALL = 4;

  /** The steps of a request, by what it does next. */
  private static final int START = 0;

  private static final int READ_REVISION = 1;
  private static final int LOCK = 2;
  private static final int PUBLISH = 3;
  private static final int TAKE_CACHE = 4;
  private static final int LOOK_UP = 5;
  private static final int REGISTER = 6;
  private static final int LOAD = 7;
  private static final int END = 8;
  private static final int ANSWERED = 9;

  /** A search through the states that are reachable without one of the rules. */
  private static final class Search {
    private final Rule without;
    private final int changes;
    private final int askedAccounts;
    private final int requests;
    private final Set<ByteBuffer> seen = new HashSet<>();
    private final Deque<byte[]> open = new ArrayDeque<>();
    private int staleAnswers;
    private int answers;

    /**
     * Makes a search.
     *
     * @param without the rule that is left out
     * @param changes the number of changes
     * @param askedAccounts the number of accounts that requests ask for
     * @param requests the number of requests
     */
    Search(Rule without, int changes, int askedAccounts, int requests) {
      this.requests = requests;
      this.without = without;
      this.changes = changes;
      this.askedAccounts = askedAccounts;
    }

    boolean has(Rule rule) {
      return without != rule;
    }

    Search run() {
      byte[] first = new byte[REQUEST + REQUESTS * LENGTH];
      for (int i = requests; i < REQUESTS; i++) {
        first[REQUEST + i * LENGTH + STEP] = ANSWERED;
      }
      add(first);
      while (!open.isEmpty() && (without == Rule.NONE || staleAnswers == 0)) {
        if (seen.size() > MAX_STATES) {
          throw new IllegalStateException("More than " + MAX_STATES + " states");
        }
        byte[] state = open.pop();
        if (isUnanswered(state)) {
          changes(state);
        }
        for (int i = 0; i < REQUESTS; i++) {
          request(state, REQUEST + i * LENGTH);
        }
      }
      return this;
    }

    /** Adds a state, with its requests in a fixed order: they are alike. */
    private void add(byte[] state) {
      clearUnreadCaches(state);
      renumberQueries(state);
      byte[][] requests = new byte[REQUESTS][];
      for (int i = 0; i < REQUESTS; i++) {
        requests[i] = Arrays.copyOfRange(state, REQUEST + i * LENGTH, REQUEST + (i + 1) * LENGTH);
      }
      Arrays.sort(requests, Arrays::compare);
      for (int i = 0; i < REQUESTS; i++) {
        System.arraycopy(requests[i], 0, state, REQUEST + i * LENGTH, LENGTH);
      }
      if (seen.add(ByteBuffer.wrap(state))) {
        open.push(state);
      }
    }

    private static boolean isUnanswered(byte[] state) {
      for (int at = REQUEST; at < state.length; at += LENGTH) {
        if (state[at + STEP] != ANSWERED) {
          return true;
        }
      }
      return false;
    }

    /** Only the order of the queries counts, not their numbers. */
    private static void renumberQueries(byte[] state) {
      byte last = 0;
      for (byte number = 1; number <= state[SENT]; number++) {
        boolean isUsed = number == state[APPLIED_QUERY] || number == state[SENT];
        for (int at = REQUEST; at < state.length; at += LENGTH) {
          isUsed |= state[at + QUERY] == number;
        }
        if (!isUsed) {
          continue;
        }
        last++;
        for (int at = REQUEST; at < state.length; at += LENGTH) {
          state[at + QUERY] = state[at + QUERY] == number ? last : state[at + QUERY];
        }
        state[APPLIED_QUERY] = state[APPLIED_QUERY] == number ? last : state[APPLIED_QUERY];
      }
      state[SENT] = last;
    }

    private static void clearUnreadCaches(byte[] state) {
      for (int cache = 0; cache < state[CACHE]; cache++) {
        boolean isRead = false;
        for (int at = REQUEST; at < state.length; at += LENGTH) {
          isRead |=
              state[at + STEP] >= LOOK_UP
                  && state[at + STEP] <= END
                  && state[at + OWN_CACHE] == cache;
        }
        if (!isRead) {
          Arrays.fill(
              state, ENTRIES + cache * ACCOUNTS, ENTRIES + (cache + 1) * ACCOUNTS, (byte) 0);
        }
      }
    }

    private static int account(byte change) {
      return (change & OF_SECOND_ACCOUNT) == 0 ? 0 : 1;
    }

    /** The changes with all of some flags, as bits. */
    private static int having(byte[] state, int flags) {
      int found = 0;
      for (int i = 0; i < CHANGES; i++) {
        found |= (state[i] & flags) == flags ? 1 << i : 0;
      }
      return found;
    }

    /** The changes among some that are of an account. */
    private static int of(byte[] state, int account, int changes) {
      int found = 0;
      for (int i = 0; i < CHANGES; i++) {
        found |= account(state[i]) == account ? changes & 1 << i : 0;
      }
      return found;
    }

    private static boolean isLocked(byte[] state) {
      for (int i = 0; i < REQUESTS; i++) {
        if (state[REQUEST + i * LENGTH + STEP] == PUBLISH) {
          return true;
        }
      }
      return false;
    }

    private void changes(byte[] state) {
      boolean earlierCommitted = true;
      for (int i = 0; i < changes; i++) {
        if (state[i] == 0) {
          if (earlierCommitted || !has(Rule.NUMBERS_IN_THE_ORDER_OF_COMMITS)) {
            for (int kind : new int[] {0, LINKED, LINKED | OWN}) {
              for (int account : new int[] {0, OF_SECOND_ACCOUNT}) {
                add(raised(state, i, kind, account));
              }
            }
          }
          return; // numbers are taken one after the other
        }
        if ((state[i] & COMMITTED) == 0) {
          byte[] next = state.clone();
          next[i] |= COMMITTED;
          add(next);
          earlierCommitted = false;
        } else if ((state[i] & OWN) != 0 && (state[i] & DONE) == 0 && !isLocked(state)) {
          byte[] next = state.clone();
          if (has(Rule.FORGET_OWN_CHANGES) && has(Rule.FORGET_OWN_CHANGES_AFTER_THE_COMMIT)) {
            forget(next, next[CACHE], account(next[i]));
          }
          if (!has(Rule.READ_THE_CHANGES_BEFORE_AN_OWN_ONE)) {
            next[APPLIED_REVISION] = (byte) Math.max(next[APPLIED_REVISION], i + 1);
          }
          next[i] |= DONE;
          add(next);
        }
      }
    }

    /** A change that has taken its number. */
    private byte[] raised(byte[] state, int change, int kind, int account) {
      byte[] next = state.clone();
      boolean forgetsNow =
          !has(Rule.FORGET_OWN_CHANGES_AFTER_THE_COMMIT) && (kind & OWN) != 0 && !isLocked(state);
      // Under the lock the step between the number and the commit is visible to no one.
      boolean commits = has(Rule.NUMBERS_IN_THE_ORDER_OF_COMMITS) && !forgetsNow;
      next[change] = (byte) (RAISED | kind | account | (commits ? COMMITTED : 0));
      if (forgetsNow) {
        forget(next, next[CACHE], account(next[change]));
      }
      return next;
    }

    private static void forget(byte[] state, int cache, int account) {
      state[ENTRIES + cache * ACCOUNTS + account] = 0;
      for (int at = REQUEST; at < state.length; at += LENGTH) {
        if (state[at + OWN_CACHE] == cache && state[at + ACCOUNT] == account) {
          state[at + REGISTERED] = 0;
        }
      }
    }

    private void forgetListed(byte[] state, int listed) {
      if (listed == ALL) {
        for (int at = REQUEST; at < state.length; at += LENGTH) {
          boolean isOpen = state[at + STEP] == READ_REVISION || state[at + STEP] == LOCK;
          state[at + EMPTIED] = isOpen ? (byte) 1 : state[at + EMPTIED];
        }
        if (has(Rule.NEW_CACHE_WHEN_ALL_IS_FORGOTTEN)) {
          state[CACHE]++;
        } else {
          state[ENTRIES + state[CACHE] * ACCOUNTS] = 0;
          state[ENTRIES + state[CACHE] * ACCOUNTS + 1] = 0;
        }
        return;
      }
      for (int account = 0; account < ACCOUNTS; account++) {
        if ((listed & 1 << account) != 0) {
          forget(state, state[CACHE], account);
        }
      }
    }

    private static void publish(byte[] state, int at) {
      if (state[at + QUERY] == state[SENT]) {
        state[LATEST] = (byte) (state[at + COVERS] + 1);
      }
    }

    private void request(byte[] state, int at) {
      byte[] next = state.clone();
      int entry = ENTRIES + state[at + OWN_CACHE] * ACCOUNTS + state[at + ACCOUNT];
      switch (state[at + STEP]) {
        case START -> start(state, at);
        case READ_REVISION -> {
          read(next, at);
          step(next, at, LOCK);
        }
        case LOCK -> {
          if (isLocked(state)) {
            return;
          }
          if (state[at + QUERY] < state[APPLIED_QUERY]) {
            next[at + COVERS] = state[APPLIED_COVERS];
            step(next, at, TAKE_CACHE);
            return;
          }
          if (state[at + EMPTIED] != 0) {
            next[at + LISTED] = ALL;
          }
          if (has(Rule.FORGET_BEFORE_PUBLISHING)) {
            forgetListed(next, next[at + LISTED]);
          } else {
            publish(next, at);
          }
          step(next, at, PUBLISH);
        }
        case PUBLISH -> {
          if (has(Rule.FORGET_BEFORE_PUBLISHING)) {
            publish(next, at);
          } else {
            forgetListed(next, next[at + LISTED]);
          }
          next[APPLIED_QUERY] = state[at + QUERY];
          next[APPLIED_REVISION] = state[at + REVISION];
          next[APPLIED_COVERS] = state[at + COVERS];
          step(next, at, TAKE_CACHE);
        }
        case TAKE_CACHE -> {
          int must = of(state, state[at + ACCOUNT], state[at + MUST] | state[at + COVERS]);
          byte account = state[at + ACCOUNT];
          Arrays.fill(next, at, at + LENGTH, (byte) 0); // not read any more
          next[at + ACCOUNT] = account;
          next[at + MUST] = (byte) must;
          next[at + OWN_CACHE] = state[CACHE];
          step(next, at, LOOK_UP);
        }
        case LOOK_UP -> {
          if (state[entry] != 0) {
            answer(next, at, state[entry] - 1);
          } else {
            step(next, at, has(Rule.REGISTER_BEFORE_READING) ? REGISTER : LOAD);
          }
        }
        case REGISTER -> {
          next[at + REGISTERED] = 1;
          step(next, at, has(Rule.REGISTER_BEFORE_READING) ? LOAD : END);
        }
        case LOAD -> {
          next[at + LOADED] = (byte) of(state, state[at + ACCOUNT], having(state, COMMITTED));
          step(next, at, has(Rule.REGISTER_BEFORE_READING) ? END : REGISTER);
        }
        case END -> {
          if (state[at + REGISTERED] != 0 || !has(Rule.FORGET_LOADS)) {
            next[entry] = (byte) (state[at + LOADED] + 1);
          }
          answer(next, at, state[at + LOADED]);
        }
        default -> {}
      }
    }

    /** Begins a request with the published reading, or with a query because that is too old. */
    private void start(byte[] state, int at) {
      for (int account = 0; account < askedAccounts; account++) {
        byte[] begun = state.clone();
        begun[at + ACCOUNT] = (byte) account;
        begun[at + MUST] = (byte) having(state, DONE);
        if (state[LATEST] != 0) {
          byte[] next = begun.clone();
          next[at + COVERS] = (byte) (state[LATEST] - 1);
          step(next, at, TAKE_CACHE);
        }
        begun[SENT]++;
        begun[at + QUERY] = begun[SENT];
        begun[at + KNOWN] = state[APPLIED_REVISION];
        begun[at + COVERS] = (byte) having(state, COMMITTED);
        step(begun, at, READ_REVISION);
      }
    }

    private void read(byte[] state, int at) {
      int revision = 0;
      int listed = 0;
      for (int i = 0; i < CHANGES; i++) {
        revision = (state[i] & COMMITTED) != 0 ? i + 1 : revision;
      }
      for (int i = state[at + KNOWN]; i < revision; i++) {
        if ((state[i] & (COMMITTED | LINKED)) == (COMMITTED | LINKED)) {
          listed |= listed == ALL ? 0 : 1 << account(state[i]);
        } else if (has(Rule.GAPS_FORGET_EVERYTHING)) {
          listed = ALL;
        }
      }
      state[at + KNOWN] = 0; // not read any more
      state[at + REVISION] = (byte) revision;
      state[at + LISTED] = (byte) (listed >= ALL ? ALL : listed);
    }

    private void step(byte[] next, int at, int step) {
      next[at + STEP] = (byte) step;
      add(next);
    }

    private void answer(byte[] next, int at, int shown) {
      int must = of(next, next[at + ACCOUNT], next[at + MUST]);
      answers++;
      staleAnswers += (shown & must) == must ? 0 : 1;
      Arrays.fill(next, at, at + LENGTH, (byte) 0);
      step(next, at, ANSWERED);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 3", "2, 2, 2"})
  void answersNoRequestWithOldData(int changes, int askedAccounts, int requests) {
    Search all = new Search(Rule.NONE, changes, askedAccounts, requests).run();

    System.out.printf(
        "The model of forgetting, %d changes, %d requests: %,d states, %,d answers%n",
        changes, requests, all.seen.size(), all.answers);
    assertThat(all.staleAnswers).isZero();
    assertThat(all.seen.size()).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void needsEachOfItsRules(Rule rule) {
    Search fault = new Search(rule, 2, 1, 3).run();

    System.out.printf("Without %s: a stale answer after %,d states%n", rule, fault.seen.size());
    assertThat(fault.staleAnswers).isPositive();
  }
}
