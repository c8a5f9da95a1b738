// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.internal.session.SessionOwner.Anonymous;
import org.gatepass.internal.session.SessionOwner.Caller;
import org.gatepass.internal.session.SessionOwner.Unknown;
import org.junit.jupiter.api.Test;

class OwnerTextsTest {
  private final OwnerTexts texts = new OwnerTexts();

  @Test
  void readsATextOnceForManyUses() {
    SessionOwner first = texts.read("1 caller=alice");

    assertThat(texts.read("1 caller=".concat("alice"))).isSameAs(first);
  }

  @Test
  void keepsTextsOfOneHashCodeApart() {
    assertThat("1 caller=Aa").hasSameHashCodeAs("1 caller=BB");
    for (int i = 0; i < 3; i++) {
      assertThat(texts.read("1 caller=Aa")).isEqualTo(Caller.ofEachRequest("Aa", "Aa", null));
      assertThat(texts.read("1 caller=BB")).isEqualTo(Caller.ofEachRequest("BB", "BB", null));
    }
  }

  @Test
  void readsWhatIsNoCallerEachTimeAlike() {
    for (int i = 0; i < 2; i++) {
      assertThat(texts.read("1")).isEqualTo(new Anonymous());
      assertThat(texts.read("2 caller=alice")).isEqualTo(new Unknown(true));
    }
  }
}
