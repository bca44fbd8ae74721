/**
 * WeChat calls a control's role `aria-role`; HTML calls it `role`, and Taro hands attributes on by the name they have.
 * So in the browser build every `aria-role` becomes `role`, and what can be pressed can also be reached with the Tab key.
 */
module.exports = function htmlRole({ types: t }) {
  const isNamed = (name) => (attribute) => t.isJSXAttribute(attribute) && attribute.name.name === name

  /** In the tab order whenever it has a role: the role may depend on whether it can be pressed. */
  const tabStop = (role) =>
    t.isJSXExpressionContainer(role)
      ? t.conditionalExpression(t.cloneNode(role.expression), t.numericLiteral(0), t.identifier('undefined'))
      : t.numericLiteral(0)

  return {
    name: 'html-role',
    visitor: {
      JSXOpeningElement({ node }) {
        const role = node.attributes.find(isNamed('aria-role'))
        if (!role) return
        role.name = t.jsxIdentifier('role')
        if (node.attributes.some(isNamed('onClick')))
          node.attributes.push(t.jsxAttribute(t.jsxIdentifier('tabindex'), t.jsxExpressionContainer(tabStop(role.value))))
      },
    },
  }
}
