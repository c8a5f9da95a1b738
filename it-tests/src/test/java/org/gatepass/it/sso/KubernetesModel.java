// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Map;
import java.util.Set;

/**
 * The fields of the Kubernetes API and of Gateway API with their types, from the classes of
 * fabric8's model, which are generated from the APIs' own types.
 */
final class KubernetesModel {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1 ConfigMap", ConfigMap.class,
          "v1 Namespace", Namespace.class,
          "v1 Secret", Secret.class,
          "v1 Service", Service.class,
          "v1 ServiceAccount", ServiceAccount.class,
          "apps/v1 Deployment", Deployment.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
          "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class);

  /** Custom resources without a model in a library of Maven Central. */
  private static final Set<String> WITHOUT_A_MODEL =
      Set.of(
          "gateway.envoyproxy.io/v1alpha1 SecurityPolicy",
          "traefik.io/v1alpha1 Middleware",
          "traefik.io/v1alpha1 IngressRoute");

  private static final ObjectMapper MAPPER = mapper();

  private KubernetesModel() {}

  private static ObjectMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .annotationIntrospector(new OnlyFieldsOfTheModel())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    // A cluster rejects a number or a boolean where a text is required, and vice versa.
    for (CoercionInputShape shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      builder.withCoercionConfig(
          LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
    }
    for (LogicalType type : new LogicalType[] {LogicalType.Integer, LogicalType.Boolean}) {
      builder.withCoercionConfig(
          type, config -> config.setCoercion(CoercionInputShape.String, CoercionAction.Fail));
    }
    return builder.build();
  }

  /**
   * Reads an object of a manifest.
   *
   * @throws IllegalArgumentException if a field is unknown or has another type
   */
  static void check(Object document) {
    Map<?, ?> fields = (Map<?, ?>) document;
    String kind = fields.get("apiVersion") + " " + fields.get("kind");
    Class<?> model = KINDS.get(kind);
    if (model != null) {
      MAPPER.convertValue(document, model);
    } else if (!WITHOUT_A_MODEL.contains(kind)) {
      throw new IllegalArgumentException("An unknown kind: " + kind);
    }
  }

  /** The model's classes collect unknown fields in a map. */
  private static final class OnlyFieldsOfTheModel extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }
}
