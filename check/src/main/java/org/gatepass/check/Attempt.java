// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.util.List;
import java.util.function.Function;

/**
 * A forged request. With an empty name in place of the caller's it is a control: the answer to it
 * is the same where the form of the request counts, and not the caller.
 *
 * @param text its description in the report
 * @param naming makes the request that names a caller
 */
record Attempt(String text, Function<String, Request> naming) {

  static Attempt get(String text, String target, Function<String, List<String>> lines) {
    return new Attempt(text, name -> Request.get(target, lines.apply(name)));
  }

  Request request(String name) {
    return naming.apply(name);
  }

  /** The same with lines before its own. */
  Attempt after(List<String> lines) {
    return new Attempt(text, name -> naming.apply(name).after(lines));
  }
}
