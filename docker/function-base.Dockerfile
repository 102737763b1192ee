# The base of image functions: what the layer is to functions from a package. Build it from the
# project's folder and push it to the account's registry:
#   docker build --platform linux/amd64 -f docker/function-base.Dockerfile -t REGISTRY/taibai-function-base .
# A function's own image then is
#   FROM REGISTRY/taibai-function-base
#   COPY . ${LAMBDA_TASK_ROOT}
#   ENV TAIBAI_ENTRY=hello_world.main
FROM public.ecr.aws/lambda/python:3.14
COPY functions/python/taibai_runtime ${LAMBDA_RUNTIME_DIR}/taibai_runtime
ENV TAIBAI_ENTRY=main.main
CMD ["taibai_runtime.handler.main"]
