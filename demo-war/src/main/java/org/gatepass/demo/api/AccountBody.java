// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gatepass.demo.PasswordRule;
import org.gatepass.store.UserAccount;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request about an account: any of {@code name}, {@code email}, {@code displayName},
 * {@code stableId}, {@code active}, {@code lockedUntil}, {@code expiresAt}, {@code groups}, {@code
 * loginByHeader}, {@code password}, {@code passwordChangeRequired} and {@code passwordExpiresAt}.
 * Null removes an e-mail address, a display name, a stable id, a time or a password. The whole body
 * is checked before the account changes.
 */
final class AccountBody {
  /** Enough for 100 groups with long names. */
  static final int MAX_BYTES = 65_536;

  private static final int MAX_EMAIL = 254;
  private static final int MAX_TEXT = 255;
  private static final int MAX_GROUP_COUNT = 100;
  private static final Instant END_OF_TIMES = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Set<String> OF_A_PASSWORD = Set.of("password", "passwordChangeRequired");

  /** Control, invisible, unassigned and lone surrogate characters, and line ends. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\u2028\\u2029]");

  private final List<Consumer<UserAccount>> changes = new ArrayList<>();
  private @Nullable String name;
  private @Nullable String password;

  private AccountBody() {}

  /**
   * Reads a body.
   *
   * @throws MalformedBodyException when the body is no object, has an unknown member, or one that
   *     breaks a rule
   * @throws IOException when the body can't be read
   */
  static AccountBody read(InputStream body) throws MalformedBodyException, IOException {
    AccountBody read = new AccountBody();
    for (Map.Entry<String, JsonValue> member : object(body).entrySet()) {
      read.take(member.getKey(), member.getValue());
    }
    return read;
  }

  /**
   * Reads a body with a password, and optionally with {@code passwordChangeRequired}.
   *
   * @throws MalformedBodyException when the body has another form; a null password counts as such
   * @throws IOException when the body can't be read
   */
  static AccountBody readPassword(InputStream body) throws MalformedBodyException, IOException {
    JsonObject object = object(body);
    JsonValue password = object.get("password");
    if (password == null || isNull(password) || !OF_A_PASSWORD.containsAll(object.keySet())) {
      throw new MalformedBodyException("the body is not {\"password\":\"...\"}");
    }
    AccountBody read = new AccountBody();
    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
      read.take(member.getKey(), member.getValue());
    }
    return read;
  }

  /**
   * Reads a body with a name as its only member.
   *
   * @throws MalformedBodyException when the body has another form; a null name counts as such
   * @throws IOException when the body can't be read
   */
  static String readName(InputStream body) throws MalformedBodyException, IOException {
    return text("name", onlyMember("name", body));
  }

  private static JsonValue onlyMember(String member, InputStream body)
      throws MalformedBodyException, IOException {
    JsonObject object = object(body);
    JsonValue value = object.get(member);
    if (object.size() != 1 || value == null || isNull(value)) {
      throw new MalformedBodyException("the body is not {\"" + member + "\":\"...\"}");
    }
    return value;
  }

  private static JsonObject object(InputStream body) throws MalformedBodyException, IOException {
    return JsonBody.read(body, MAX_BYTES);
  }

  /**
   * The account's name as it was sent. The application's settings decide which names are allowed.
   */
  Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /**
   * The changes to the account. A password is hashed here, before the transaction.
   *
   * @param hashes hashes a password
   */
  Consumer<UserAccount> changes(Function<char[], String> hashes) throws MalformedBodyException {
    List<Consumer<UserAccount>> all = new ArrayList<>(changes);
    if (password != null) {
      String hash = hash(hashes, password);
      all.add(account -> account.setPasswordHash(hash));
    }
    return account -> all.forEach(change -> change.accept(account));
  }

  private void take(String member, JsonValue value) throws MalformedBodyException {
    switch (member) {
      case "name" -> name = text(member, value);
      case "email" -> {
        String email = isNull(value) ? null : email(text(member, value));
        changes.add(account -> account.setEmail(email));
      }
      case "displayName" -> {
        String displayName = isNull(value) ? null : clean(member, text(member, value), MAX_TEXT);
        changes.add(account -> account.setDisplayName(displayName));
      }
      case "stableId" -> {
        String stableId = isNull(value) ? null : clean(member, text(member, value), MAX_TEXT);
        changes.add(account -> account.setStableId(stableId));
      }
      case "active" -> {
        boolean active = truth(member, value);
        changes.add(account -> account.setActive(active));
      }
      case "lockedUntil" -> {
        Instant until = isNull(value) ? null : time(member, value);
        changes.add(account -> account.setLockedUntil(until));
      }
      case "expiresAt" -> {
        Instant end = isNull(value) ? null : time(member, value);
        changes.add(account -> account.setExpiresAt(end));
      }
      case "passwordExpiresAt" -> {
        Instant end = isNull(value) ? null : time(member, value);
        changes.add(account -> account.setPasswordExpiresAt(end));
      }
      case "groups" -> {
        Set<String> groups = groups(value);
        changes.add(account -> account.setGroups(groups));
      }
      case "loginByHeader" -> {
        boolean loginByHeader = truth(member, value);
        changes.add(account -> account.setLoginByHeader(loginByHeader));
      }
      case "passwordChangeRequired" -> {
        boolean required = truth(member, value);
        changes.add(account -> account.setPasswordChangeRequired(required));
      }
      case "password" -> {
        if (isNull(value)) {
          changes.add(AccountBody::takePasswordAway);
        } else {
          password = password(text(member, value));
        }
      }
      default -> throw new MalformedBodyException("there is no member " + quoted(member));
    }
  }

  /** An account without a password stays unchanged, and its remembered logins stay valid. */
  private static void takePasswordAway(UserAccount account) {
    if (account.isLocal()) {
      account.setPasswordHash(null);
    }
  }

  private static String email(String email) throws MalformedBodyException {
    String clean = clean("email", email, MAX_EMAIL);
    int at = clean.indexOf('@');
    if (at < 1
        || at != clean.lastIndexOf('@')
        || at == clean.length() - 1
        || clean.chars().anyMatch(Character::isSpaceChar)) {
      throw new MalformedBodyException("\"email\" is not an e-mail address");
    }
    return clean;
  }

  private static Set<String> groups(JsonValue value) throws MalformedBodyException {
    if (!(value instanceof JsonArray names)) {
      throw new MalformedBodyException("\"groups\" is not an array");
    }
    if (names.size() > MAX_GROUP_COUNT) {
      throw new MalformedBodyException("\"groups\" has more than " + MAX_GROUP_COUNT);
    }
    Set<String> groups = new HashSet<>();
    for (JsonValue group : names) {
      groups.add(clean("groups", text("groups", group), MAX_TEXT));
    }
    return groups;
  }

  private static String password(String password) throws MalformedBodyException {
    if (!PasswordRule.hasAllowedLength(password)) {
      throw new MalformedBodyException("\"password\" " + PasswordRule.WRONG_LENGTH);
    }
    return password;
  }

  private static String hash(Function<char[], String> hashes, String password)
      throws MalformedBodyException {
    try {
      return hashes.apply(password.toCharArray());
    } catch (IllegalArgumentException tornCharacters) {
      throw new MalformedBodyException("\"password\" is not well-formed text");
    }
  }

  private static String clean(String member, String sent, int maxLength)
      throws MalformedBodyException {
    String text = Normalizer.normalize(sent, Normalizer.Form.NFC);
    if (text.isEmpty() || text.length() > maxLength) {
      throw new MalformedBodyException(
          quoted(member) + " has not 1 to " + maxLength + " characters");
    }
    if (Character.isSpaceChar(text.charAt(0))
        || Character.isSpaceChar(text.charAt(text.length() - 1))
        || UNSEEN.matcher(text).find()) {
      throw new MalformedBodyException(
          quoted(member) + " has invisible characters, or blanks at its ends");
    }
    return text;
  }

  private static String text(String member, JsonValue value) throws MalformedBodyException {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw new MalformedBodyException(
        quoted(member)
            + (member.equals("groups") ? " holds something else than" : " is not")
            + " a string");
  }

  private static Instant time(String member, JsonValue value) throws MalformedBodyException {
    Instant time;
    try {
      time = Instant.parse(text(member, value));
    } catch (DateTimeParseException e) {
      throw new MalformedBodyException(quoted(member) + " is not a time in UTC (ISO 8601)");
    }
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(END_OF_TIMES)) {
      throw new MalformedBodyException(quoted(member) + " is not between the years 1970 and 9999");
    }
    return time;
  }

  private static boolean truth(String member, JsonValue value) throws MalformedBodyException {
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw new MalformedBodyException(quoted(member) + " is neither true nor false");
    };
  }

  private static boolean isNull(JsonValue value) {
    return value.getValueType() == JsonValue.ValueType.NULL;
  }

  /** Quotes a member's name, shortened so that the response stays small. */
  private static String quoted(String member) {
    return '"' + (member.length() > 40 ? member.substring(0, 40) + "..." : member) + '"';
  }

  /** The class alone, since the body may hold a password. */
  @Override
  public String toString() {
    return "AccountBody";
  }
}
