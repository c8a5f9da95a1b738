// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer that the gateway gives itself, in plain words.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body
 */
record Answer(int status, String contentType, String body) {
  /** An answer in plain text, headed by status and reason. */
  static Answer text(int status, String explanation) {
    return new Answer(
        status,
        "text/plain;charset=utf-8",
        status + " " + HttpStatus.getMessage(status) + ": " + explanation + "\n");
  }

  /** Sends the answer, beside the headers that the response has already. */
  void send(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    Content.Sink.write(response, true, body, callback);
  }
}
