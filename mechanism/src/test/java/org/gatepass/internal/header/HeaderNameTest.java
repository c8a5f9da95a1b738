// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "remote-user",
        "X_User",
        "x.user",
        "a",
        "z",
        "A",
        "Z",
        "0",
        "9",
        "!#$%&'*+-.^_`|~"
      })
  void isAToken(String text) {
    assertThat(HeaderName.parse(text)).hasToString(text.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "remote user",
        "remote-user:",
        "remote/user",
        "a@b",
        "a[",
        "a{",
        "a\u0000",
        "jürgen",
        "a,b",
        "\"a\"",
        "remote-user "
      })
  void isNothingButAToken(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderName.parse(text))
        .withMessage("is not a header name: letters, digits and !#$%&'*+-.^_`|~ only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "connection",
        "Content-Length",
        "transfer-encoding",
        "AUTHORIZATION",
        "cookie",
        "TE",
        "trailer",
        "upgrade",
        "keep-alive",
        "proxy-authorization",
        "Proxy-Connection",
        "proxy-",
      })
  void isNoHeaderOfHttpItself(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderName.parse(text))
        .withMessage(
            "is a header of HTTP itself: clients and servers write it for ends of their own");
  }

  @Test
  void mayBeginLikeAHeaderOfHttp() {
    assertThat(HeaderName.parse("proxy")).hasToString("proxy");
    assertThat(HeaderName.parse("host-user")).hasToString("host-user");
  }

  @Test
  void isEqualInAnyCase() {
    assertThat(HeaderName.parse("Remote-User"))
        .isEqualTo(HeaderName.parse("remote-user"))
        .isNotEqualTo(HeaderName.parse("remote_user"));
  }

  @ParameterizedTest
  @CsvSource({
    "remote-user, Remote_User, true", // B01
    "remote-user, REMOTE_USER, true",
    "remote-user, Remote.User, true", // B02
    "remote-user, remote-user, false",
    "remote-user, Remote-User, false",
    "remote-user, remote-users, false",
    "remote-user, remote-use, false",
    "remote-user, remoteXuser, false",
    "remote-user, remote_usex, false",
    "remote-user, xemote_user, false",
    "remote-user, remote~user, false",
    "remote_user, remote-user, true",
    "remote_user, remote_user, false",
    "remote.user, remote_user, true",
    "x-proxy-secret, x-proxy_secret, true",
    "x-az, X_AZ, true",
    "x-az, X_[Z, false", // the neighbours of the letters
    "x-`z, X_@Z, false",
    "k-y, \u212a_y, false", // the Kelvin sign is no k
    "user, USER, false",
  })
  void hasItsAliases(String name, String other, boolean alias) {
    assertThat(HeaderName.parse(name).hasAlias(other)).isEqualTo(alias);
  }
}
