// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import org.gatepass.internal.flow.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndedRequestTest {
  private final FakeRequest request = new FakeRequest();

  private boolean isForPage(DispatcherType type) {
    request.dispatcherType = type;
    return EndedRequest.isForPage(request);
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void hasNoPageIfGatepassAnswers(DispatcherType type) {
    EndedRequest.mark(request);

    assertThat(EndedRequest.is(request)).isTrue();
    assertThat(isForPage(type)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void reachesTheErrorPageFirst(DispatcherType type) {
    EndedRequest.markForPage(request);

    assertThat(EndedRequest.is(request)).isTrue();
    assertThat(isForPage(type)).isEqualTo(type == DispatcherType.ERROR);
  }

  @Test
  void reachesDispatchesOfThePageButNoSecondPage() {
    EndedRequest.markForPage(request);

    assertThat(EndedRequest.beginPage(request)).isTrue();
    assertThat(isForPage(DispatcherType.FORWARD)).isTrue();
    assertThat(EndedRequest.beginPage(request)).isFalse();
    assertThat(isForPage(DispatcherType.INCLUDE)).isTrue();
    assertThat(isForPage(DispatcherType.ERROR)).isFalse();
    assertThat(isForPage(DispatcherType.REQUEST)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void reachesNoServletAfterThePage(DispatcherType type) {
    EndedRequest.markForPage(request);
    EndedRequest.beginPage(request);
    EndedRequest.endPage(request);

    assertThat(EndedRequest.is(request)).isTrue();
    assertThat(isForPage(type)).isFalse();
  }

  @Test
  void reachesDispatchesOfAnAsynchronousPage() {
    EndedRequest.markForPage(request);
    EndedRequest.beginPage(request);
    request.asyncStarted = true;
    EndedRequest.endPage(request);

    assertThat(isForPage(DispatcherType.ASYNC)).isTrue();
  }
}
