// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.header.HeaderOnlyCases.alice;

import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.SharedConnectionCases;
import org.junit.jupiter.api.Test;

/** An application without accounts that authenticates each request. */
interface HeaderOnlyDefaultCases extends HeaderOnlyCases, SharedConnectionCases {
  @Test
  default void remembersNoCallerUnlessItIsPersistent() {
    Answer answer = alice(http()).get("/protected");

    assertThat(answer.sessionCookie()).isEmpty();
    assertThat(http().get("/max-age").body()).isEqualTo("PT12H");
  }

  @Test
  default void forbidsStoringWhatAFrontControllerAnswersInPlaceOfAFile() {
    Answer answer = alice(http()).get("/file.svg");

    assertThat(answer.body()).isEqualTo("front");
    assertThat(answer.header("cache-control")).contains("private, no-store");
  }
}
