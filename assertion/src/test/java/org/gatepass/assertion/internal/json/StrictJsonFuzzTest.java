// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/** Any bytes as JSON. */
class StrictJsonFuzzTest {
  /** What the strict reader accepts, a lenient one reads in the same way. */
  @FuzzTest
  @DictionaryEntries({
    "{\\x22a\\x22:",
    "\\x22a\\x22:1,",
    "null",
    "[[",
    "1e9",
    "\\x5cud83d\\x5cude00",
    "\\x5cu0061"
  })
  void readsJsonLikeALenientReader(byte[] seed) throws ParseException {
    Map<String, Object> strict;
    try {
      strict = StrictJson.object(seed);
    } catch (MalformedJsonException malformed) {
      assertThat(malformed).hasMessageMatching("[a-zA-Z0-9 -]+");
      return;
    }
    Map<String, Object> lenient = JSONObjectUtils.parse(new String(seed, StandardCharsets.UTF_8));
    lenient.values().removeIf(value -> value == null);
    assertThat(strict).containsOnlyKeys(lenient.keySet());
    strict.forEach(
        (name, value) -> {
          if (value instanceof String) {
            assertThat(lenient.get(name)).isEqualTo(value);
          }
        });
  }
}
