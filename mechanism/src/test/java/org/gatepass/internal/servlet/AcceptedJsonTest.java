// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.internal.flow.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | true",
        "APPLICATION/JSON;charset=utf-8 | true",
        "application/problem+json | true",
        "application/vnd.api+json | true",
        "application/json, text/plain, */* | true",
        "application/json, text/javascript, */*; q=0.01 | true",
        "application/json;q=0.001 | true",
        "text/html;q=0.5, application/json;q=0.9 | true",
        "text/html;q=0.9, application/json;q=0.5 | false",
        "text/html, application/json; q=0.9 | false",
        "text/*, application/json;q=0.9 | false",
        "application/json;q=0 | false",
        "application/json;q=0.000 | false",
        "application/json;q=2 | false",
        "application/json;q= | false",
        "application/json;q=NaN | false",
        "application/jsonp | false",
        "text/x+json | false",
        "application/* | false",
        "*/* | false",
        "'' | false",
        "',,;q=1' | false"
      })
  void acceptsJsonThatIsNamedAndNotWorseThanText(String accept, boolean accepted) {
    assertThat(AcceptedJson.isAcceptedBy(new FakeRequest().header("Accept", accept)))
        .isEqualTo(accepted);
  }

  @Test
  void readsAllLines() {
    assertThat(
            AcceptedJson.isAcceptedBy(
                new FakeRequest().header("Accept", "text/plain;q=0.5", "application/json")))
        .isTrue();
  }

  @Test
  void needsTheHeader() {
    assertThat(AcceptedJson.isAcceptedBy(new FakeRequest())).isFalse();
  }
}
